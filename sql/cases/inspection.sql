/* ---
title:
  vi: "Cuộc thanh tra, kiểm tra"
  en: "Inspections"
primary_key: [case_id]
first_date: [started_at]
fields:
  case_id: {type: "TEXT", vi: "mã vụ việc", en: "case number", code: true}
  agency_id: {type: "TEXT", vi: "đơn vị được thanh tra, kiểm tra", en: "agency inspected"}
  inspecting_body: {type: "TEXT", vi: "cơ quan tiến hành, như ghi trong tệp", en: "inspecting body as written"}
  inspecting_agency_id: {type: "TEXT", vi: "cơ quan tiến hành, nếu có trong danh mục đơn vị", en: "inspecting agency, where the register has it", agency_of: inspecting_body}
  field: {type: "TEXT", vi: "lĩnh vực", en: "field"}
  procedure_code: {type: "TEXT", vi: "mã thủ tục hành chính liên quan", en: "related procedure code", code: true}
  started_at: {type: "TIMESTAMP", vi: "ngày bắt đầu", en: "started"}
  ended_at: {type: "TIMESTAMP", vi: "ngày kết thúc", en: "ended"}
  reported_at: {type: "TIMESTAMP", vi: "ngày báo cáo", en: "reported"}
  concluded_at: {type: "TIMESTAMP", vi: "ngày kết luận", en: "concluded"}
  published_at: {type: "TIMESTAMP", vi: "ngày công khai", en: "published"}
  result: {type: "TEXT", vi: "kết quả", en: "outcome"}
  link_key: {type: "TEXT", vi: "mã nối với nguồn khác (số giấy phép)", en: "value shared with another source (licence)", code: true}
  cases_checked: {type: "BIGINT", vi: "số vụ kiểm tra", en: "cases checked"}
  cases_violating: {type: "BIGINT", vi: "số vụ vi phạm", en: "cases in violation"}
--- */
with known as (
    -- a later file replaces an earlier one, row by row; of two systems the one with priority holds
    select
        r.*,
        row_number() over (
            partition by r.case_id
            order by f.priority desc, f.received_at desc, f.name desc, r.sheet desc, r.row desc
        ) as newest
    from sources.inspection as r
    inner join sources.known_file as f on r.source_file_id = f.source_file_id
)

select
    case_id,
    agency_id,
    inspecting_body,
    inspecting_agency_id,
    field,
    procedure_code,
    started_at,
    ended_at,
    reported_at,
    concluded_at,
    published_at,
    result,
    link_key,
    cases_checked,
    cases_violating,
    source_file_id,
    sheet,
    row
from known
where newest = 1
