/* ---
title:
  vi: "Nhận bổ sung sau khi yêu cầu; tiếp tục sau khi tạm dừng"
  en: "A supplement is received after it was asked for, a case resumes after a pause"
dimension: consistency
guards: cases.case_event
severity: warning
--- */
with first_of as (
    select
        case_kind,
        case_id,
        min(occurred_at) filter (where event = 'supplement_requested') as requested_at,
        min(occurred_at) filter (where event = 'supplement_received') as received_at,
        min(occurred_at) filter (where event = 'paused') as paused_at,
        min(occurred_at) filter (where event = 'resumed') as resumed_at
    from cases.case_event
    where event in ('supplement_requested', 'supplement_received', 'paused', 'resumed')
    group by case_kind, case_id
)

select f.case_kind, f.case_id, c.agency_id, f.requested_at, f.received_at, f.paused_at, f.resumed_at
from first_of as f
left join cases.case_ref as c on f.case_kind = c.case_kind and f.case_id = c.case_id
where f.received_at < f.requested_at or (f.received_at is not null and f.requested_at is null)
    or f.resumed_at < f.paused_at or (f.resumed_at is not null and f.paused_at is null)
