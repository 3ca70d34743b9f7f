/* ---
title:
  vi: Hai hệ thống ghi khác nhau về cùng một vụ việc
  en: Where two systems write differently of one case
primary_key: [case_kind, case_id, field, kept_source, other_source]
fields:
  case_kind: {type: "TEXT", vi: "loại vụ việc", en: "case kind"}
  case_id: {type: "TEXT", vi: "mã vụ việc", en: "case number"}
  field: {type: "TEXT", vi: "trường", en: "field"}
  kept_source: {type: "TEXT", vi: "nguồn được ưu tiên", en: "source with priority"}
  other_source: {type: "TEXT", vi: "nguồn còn lại", en: "the other source"}
  kept_value: {type: "TEXT", vi: "giá trị được dùng", en: "value used"}
  other_value: {type: "TEXT", vi: "giá trị không dùng", en: "value not used"}
  kept_source_file_id: {type: "TEXT", vi: "tệp của giá trị được dùng", en: "file of the value used"}
  kept_sheet: {type: "TEXT", vi: "trang tính", en: "its sheet"}
  kept_row: {type: "BIGINT", vi: "dòng", en: "its row"}
  other_source_file_id: {type: "TEXT", vi: "tệp của giá trị không dùng", en: "file of the value not used"}
  other_sheet: {type: "TEXT", vi: "trang tính", en: "its sheet"}
  other_row: {type: "BIGINT", vi: "dòng", en: "its row"}
--- */
select
    case_kind, case_id, field, kept_source, other_source, kept_value, other_value,
    kept_source_file_id, kept_sheet, kept_row, other_source_file_id, other_sheet, other_row
from cases.contradiction
