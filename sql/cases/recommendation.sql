/* ---
title:
  vi: "Kiến nghị phải thực hiện"
  en: "Recommendations to carry out"
primary_key: [case_id]
first_date: [received_at]
fields:
  case_id: {type: "TEXT", vi: "mã vụ việc", en: "case number", code: true}
  agency_id: {type: "TEXT", vi: "đơn vị chịu trách nhiệm", en: "agency that owes the duty"}
  origin: {type: "TEXT", vi: "nguồn: inspection, front, council, audit", en: "origin: inspection, front, council, audit", expected: true}
  inspection_id: {type: "TEXT", vi: "mã cuộc thanh tra, kiểm tra", en: "inspection it came from", code: true}
  content: {type: "TEXT", vi: "nội dung (đã che dữ liệu cá nhân)", en: "content (personal data masked)"}
  received_at: {type: "TIMESTAMP", vi: "ngày nhận", en: "received"}
  due_at: {type: "TIMESTAMP", vi: "hạn thực hiện", en: "due", due: true, expected: true}
  implemented_at: {type: "TIMESTAMP", vi: "ngày thực hiện xong", en: "carried out"}
  responsible_person: {type: "TEXT", vi: "cá nhân phụ trách", en: "person responsible"}
  responsible_unit: {type: "TEXT", vi: "tập thể phụ trách", en: "unit responsible"}
--- */
with known as (
    -- a later file replaces an earlier one, row by row; of two systems the one with priority holds
    select
        r.*,
        row_number() over (
            partition by r.case_id
            order by f.priority desc, f.received_at desc, f.name desc, r.sheet desc, r.row desc
        ) as newest
    from sources.recommendation as r
    inner join sources.known_file as f on r.source_file_id = f.source_file_id
)

select
    case_id,
    agency_id,
    origin,
    inspection_id,
    content,
    received_at,
    due_at,
    implemented_at,
    responsible_person,
    responsible_unit,
    source_file_id,
    sheet,
    row
from known
where newest = 1
