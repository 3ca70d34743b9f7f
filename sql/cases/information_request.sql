/* ---
title:
  vi: "Yêu cầu cung cấp thông tin"
  en: "Requests for information"
primary_key: [case_id]
first_date: [received_at]
fields:
  case_id: {type: "TEXT", vi: "mã vụ việc", en: "case number", code: true}
  agency_id: {type: "TEXT", vi: "đơn vị chịu trách nhiệm", en: "agency that owes the duty"}
  channel: {type: "TEXT", vi: "kênh: online, direct, post", en: "channel: online, direct, post", expected: true}
  complex: {type: "BOOLEAN", vi: "phức tạp", en: "complex"}
  received_at: {type: "TIMESTAMP", vi: "ngày nhận", en: "received"}
  extended_to_at: {type: "TIMESTAMP", vi: "gia hạn đến ngày", en: "extended to", due: true}
  answered_at: {type: "TIMESTAMP", vi: "ngày trả lời", en: "answered"}
  result: {type: "TEXT", vi: "kết quả", en: "outcome"}
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
    from sources.information_request as r
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
    channel,
    complex,
    received_at,
    extended_to_at,
    answered_at,
    result,
    source_file_id,
    sheet,
    row
from numbered
