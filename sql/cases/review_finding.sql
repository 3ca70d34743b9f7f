/* ---
title:
  vi: "Kết quả rà soát: mâu thuẫn, chồng chéo, bất cập"
  en: "Review findings: contradiction, overlap, inadequacy"
primary_key: [case_id]
first_date: [found_at]
fields:
  case_id: {type: "TEXT", vi: "mã vụ việc", en: "case number", code: true}
  document: {type: "TEXT", vi: "văn bản", en: "document", expected: true}
  provision: {type: "TEXT", vi: "điều khoản", en: "provision", expected: true}
  finding_type: {type: "TEXT", vi: "loại: contradiction, overlap, inadequacy", en: "type: contradiction, overlap, inadequacy", expected: true}
  procedure_code: {type: "TEXT", vi: "mã thủ tục hành chính liên quan", en: "related procedure code", code: true}
  agency_id: {type: "TEXT", vi: "đơn vị chịu trách nhiệm", en: "agency that owes the duty"}
  found_at: {type: "TIMESTAMP", vi: "ngày phát hiện", en: "found"}
  due_at: {type: "TIMESTAMP", vi: "hạn xử lý", en: "due", due: true, expected: true}
  resolved_at: {type: "TIMESTAMP", vi: "ngày xử lý xong", en: "resolved"}
  resolution: {type: "TEXT", vi: "hướng xử lý", en: "resolution"}
--- */
with known as (
    -- a later file replaces an earlier one, row by row; of two systems the one with priority holds
    select
        r.*,
        row_number() over (
            partition by r.case_id
            order by f.priority desc, f.received_at desc, f.name desc, r.sheet desc, r.row desc
        ) as newest
    from sources.review_finding as r
    inner join sources.known_file as f on r.source_file_id = f.source_file_id
)

select
    case_id,
    document,
    provision,
    finding_type,
    procedure_code,
    agency_id,
    found_at,
    due_at,
    resolved_at,
    resolution,
    source_file_id,
    sheet,
    row
from known
where newest = 1
