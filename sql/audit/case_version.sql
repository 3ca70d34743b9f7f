/* ---
title:
  vi: Các phiên bản của vụ việc đã được sửa, và thời gian từng phiên bản có hiệu lực
  en: The versions of cases that were corrected, and when each held
primary_key: [case_kind, case_id, source_file_id, sheet, row, known_from]
fields:
  case_kind: {type: "TEXT", vi: "loại vụ việc", en: "case kind"}
  case_id: {type: "TEXT", vi: "mã vụ việc", en: "case number"}
  source_file_id: {type: "TEXT", vi: "tệp", en: "file"}
  sheet: {type: "TEXT", vi: "trang tính", en: "sheet"}
  row: {type: "BIGINT", vi: "dòng trong tệp", en: "row of the file"}
  known_from: {type: "TIMESTAMP", vi: "có hiệu lực từ", en: "held from"}
  known_to: {type: "TIMESTAMP", vi: "đến khi bị thay hoặc bị rút (rỗng: còn hiệu lực)", en: "until replaced or withdrawn (empty: it stands)"}
--- */
with corrected as (
    -- a case with one version stands in the table of its kind: here are those whose history is longer
    select case_kind, case_id from cases.case_version group by case_kind, case_id having count(*) > 1 or count(known_to) > 0
)

select v.case_kind, v.case_id, v.source_file_id, v.sheet, v.row, v.known_from, v.known_to
from cases.case_version as v
inner join corrected as c on v.case_kind = c.case_kind and v.case_id = c.case_id
