/* ---
title:
  vi: "Dòng trùng: một dòng sau cùng khóa được dùng"
  en: "Duplicate rows: a later row of the same key counts"
primary_key: [source_file_id, sheet, row]
fields:
  source_file_id: {type: "TEXT", vi: "tệp", en: "file"}
  sheet: {type: "TEXT", vi: "trang tính", en: "sheet"}
  row: {type: "BIGINT", vi: "dòng", en: "row"}
  case_id: {type: "TEXT", vi: "mã vụ việc", en: "case"}
--- */
select d.source_file_id, d.sheet, d.row, d.case_id
from sources.duplicate_row as d
inner join sources.source_file as f on d.source_file_id = f.source_file_id
cross join sources.clock as k
where f.received_at <= k.known_at
