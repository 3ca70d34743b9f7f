/* ---
title:
  vi: Dòng của tệp mà vụ việc được đọc từ đó
  en: The row of a file that each case was read from
primary_key: [case_kind, case_id]
fields:
  case_kind: {type: "TEXT", vi: "loại vụ việc", en: "case kind"}
  case_id: {type: "TEXT", vi: "mã vụ việc", en: "case"}
  source_file_id: {type: "TEXT", vi: "tệp nguồn", en: "source file"}
  sheet: {type: "TEXT", vi: "trang tính", en: "sheet"}
  row: {type: "BIGINT", vi: "dòng (dòng tiêu đề là 1)", en: "row (the header is 1)"}
--- */
select case_kind, case_id, source_file_id, sheet, row from cases.case_ref
