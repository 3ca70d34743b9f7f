/* ---
title:
  vi: "Tên sự kiện có trong chuẩn mực hoặc trong quy ước của nguồn"
  en: "The event is one that a standard or a contract names; a row here counts for nothing"
dimension: validity
guards: cases.case_event
severity: warning
--- */
with named as (
    select start_event as event from sources.standard
    union
    select end_event from sources.standard
    union
    select due_event from sources.standard
    union
    -- events of wide rows are named by their contracts
    select distinct event from cases.case_event where origin = 'row'
    union
    -- events that move or end a clock without being the end of a standard, and context (docs/decisions/003)
    select unnest([
        'supplement_requested', 'supplement_received', 'paused', 'resumed', 'extended', 'transferred', 'apologised',
        'withdrawn', 'cancelled', 'returned_unprocessed', 'inspection_held'
    ])
)

select e.case_kind, e.case_id, c.agency_id, e.event, e.occurred_at
from cases.case_event as e
left join named as n on e.event = n.event
left join cases.case_ref as c on e.case_kind = c.case_kind and e.case_id = c.case_id
where e.origin = 'file' and n.event is null
