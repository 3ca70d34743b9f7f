/* ---
title:
  vi: Kết quả rà soát về chính quy định mà chuẩn mực dựa vào
  en: Review findings on the very provision a standard rests on
primary_key: [standard_id, case_id]
fields:
  standard_id: {type: "TEXT", vi: "mã chuẩn mực", en: "standard"}
  case_id: {type: "TEXT", vi: "mã kết quả rà soát", en: "review finding"}
  on_provision: {type: "BOOLEAN", vi: "nêu chính thủ tục, hoặc chính điều của văn bản; nếu không: chỉ cùng văn bản, một bên không nêu điều", en: "it names the procedure, or the very article; if not: the same instrument, one side naming no article"}
  still_open: {type: "BOOLEAN", vi: "đến ngày của kỳ vẫn chưa xử lý", en: "not settled on the day of the edition"}
--- */
select standard_id, case_id, on_provision, still_open
from gaps.related_finding
