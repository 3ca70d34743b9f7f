/* ---
title:
  vi: "Đơn khiếu nại"
  en: "Complaints"
primary_key: [case_id]
first_date: [received_at]
fields:
  case_id: {type: "TEXT", vi: "mã vụ việc", en: "case number", code: true}
  agency_id: {type: "TEXT", vi: "đơn vị chịu trách nhiệm", en: "agency that owes the duty"}
  field: {type: "TEXT", vi: "lĩnh vực", en: "field"}
  procedure_code: {type: "TEXT", vi: "mã thủ tục hành chính liên quan", en: "related procedure code", code: true}
  instance: {type: "TEXT", vi: "lần giải quyết (1 hoặc 2)", en: "instance (1 or 2)", expected: true}
  received_at: {type: "TIMESTAMP", vi: "ngày nhận đơn", en: "received"}
  accepted_at: {type: "TIMESTAMP", vi: "ngày thụ lý", en: "accepted"}
  complex_document: {type: "TEXT", vi: "số văn bản xác định vụ việc phức tạp", en: "written finding that the case is complex"}
  promised_at: {type: "TIMESTAMP", vi: "ngày hẹn", en: "promised date", due: true}
  decided_at: {type: "TIMESTAMP", vi: "ngày ra quyết định giải quyết hoặc đóng", en: "decided or closed"}
  status: {type: "TEXT", vi: "tình trạng: open, closed, duplicate", en: "status: open, closed, duplicate"}
  result: {type: "TEXT", vi: "kết quả: upheld, partly_upheld, rejected, withdrawn", en: "outcome: upheld, partly_upheld, rejected, withdrawn"}
  content: {type: "TEXT", vi: "nội dung (đã che dữ liệu cá nhân)", en: "content (personal data masked)"}
  responsible_person: {type: "TEXT", vi: "người phụ trách", en: "official in charge", expected: true}
  responsible_unit: {type: "TEXT", vi: "bộ phận phụ trách", en: "unit in charge"}
--- */
with known as (
    -- a later file replaces an earlier one, row by row; of two systems the one with priority holds.
    -- Agencies number their own cases: one number in files of two agencies is two cases
    select
        r.*,
        case when f.owner_counts then r.agency_id else '' end as owner,
        min(f.received_at) over (
            partition by r.case_id, case when f.owner_counts then r.agency_id else '' end
        ) as first_came_at,
        row_number() over (
            partition by r.case_id, case when f.owner_counts then r.agency_id else '' end
            order by f.priority desc, f.received_at desc, f.name desc, r.sheet desc, r.row desc
        ) as newest
    from sources.complaint as r
    inner join sources.known_file as f on r.source_file_id = f.source_file_id
),

numbered as (
    -- the agency that used a number first keeps it bare, so that the names of its duties stay
    select
        k.*,
        row_number() over (partition by k.case_id order by k.first_came_at, k.owner) as place
    from known as k
    where k.newest = 1
)

select
    case when place = 1 then case_id else concat(case_id, '@', owner) end as case_id,
    agency_id,
    field,
    procedure_code,
    instance,
    received_at,
    accepted_at,
    complex_document,
    promised_at,
    decided_at,
    status,
    result,
    content,
    responsible_person,
    responsible_unit,
    source_file_id,
    sheet,
    row
from numbered
