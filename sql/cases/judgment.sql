/* ---
title:
  vi: "Bản án hành chính"
  en: "Judgments on administrative cases"
primary_key: [case_id]
first_date: [pronounced_at]
fields:
  case_id: {type: "TEXT", vi: "mã vụ việc", en: "case number", code: true}
  agency_id: {type: "TEXT", vi: "đơn vị chịu trách nhiệm", en: "agency that owes the duty"}
  complaint_id: {type: "TEXT", vi: "mã đơn khiếu nại", en: "complaint it follows", code: true}
  pronounced_at: {type: "TIMESTAMP", vi: "ngày tuyên", en: "pronounced"}
  result: {type: "TEXT", vi: "kết quả: upheld, annulled, amended", en: "outcome: upheld, annulled, amended", expected: true}
--- */
with known as (
    -- a later file replaces an earlier one, row by row; of two systems the one with priority holds
    select
        r.*,
        row_number() over (
            partition by r.case_id
            order by f.priority desc, f.received_at desc, f.name desc, r.sheet desc, r.row desc
        ) as newest
    from sources.judgment as r
    inner join sources.known_file as f on r.source_file_id = f.source_file_id
)

select
    case_id,
    agency_id,
    complaint_id,
    pronounced_at,
    result,
    source_file_id,
    sheet,
    row
from known
where newest = 1
