/* ---
title:
  vi: "Ngày tiếp công dân"
  en: "Citizen reception days"
primary_key: [case_id]
first_date: [scheduled_at]
fields:
  case_id: {type: "TEXT", vi: "mã vụ việc", en: "case number", code: true}
  agency_id: {type: "TEXT", vi: "đơn vị chịu trách nhiệm", en: "agency that owes the duty"}
  scheduled_at: {type: "TIMESTAMP", vi: "ngày theo lịch", en: "scheduled day", ahead: true}
  held_at: {type: "TIMESTAMP", vi: "ngày thực hiện", en: "held"}
  received_by: {type: "TEXT", vi: "người tiếp: head, deputy, other", en: "received by: head, deputy, other"}
  visits: {type: "BIGINT", vi: "số lượt", en: "visits"}
--- */
with known as (
    -- a later file replaces an earlier one, row by row; of two systems the one with priority holds
    select
        r.*,
        row_number() over (
            partition by r.case_id
            order by f.priority desc, f.received_at desc, f.name desc, r.sheet desc, r.row desc
        ) as newest
    from sources.reception as r
    inner join sources.known_file as f on r.source_file_id = f.source_file_id
)

select
    case_id,
    agency_id,
    scheduled_at,
    held_at,
    received_by,
    visits,
    source_file_id,
    sheet,
    row
from known
where newest = 1
