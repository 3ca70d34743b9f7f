/* ---
title:
  vi: Dòng bị trả lại và lý do
  en: Rows refused, and why
primary_key: [source_file_id, sheet, row]
fields:
  source_file_id: {type: "TEXT", vi: "tệp", en: "file"}
  sheet: {type: "TEXT", vi: "trang tính", en: "sheet"}
  row: {type: "BIGINT", vi: "dòng (dòng tiêu đề là 1)", en: "row (the header is 1)"}
  column_name: {type: "TEXT", vi: "cột", en: "column"}
  reason_vi: {type: "TEXT", vi: "lý do", en: "reason in Vietnamese"}
  reason_en: {type: "TEXT", vi: "lý do tiếng Anh", en: "reason in English"}
--- */
select r.source_file_id, r.sheet, r.row, r.column_name, r.reason_vi, r.reason_en
from sources.rejected_row as r
inner join sources.source_file as f on r.source_file_id = f.source_file_id
cross join sources.clock as k
where f.received_at <= k.known_at
