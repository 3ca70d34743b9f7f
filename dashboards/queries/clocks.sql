-- The ten worst duties of each flag with what happened to their clock: received, begun, stopped, moved, due, promised, done.
with worst as (
    select
        flag_evidence.flag_id,
        duty.*
    from flag_evidence
    inner join duty on flag_evidence.fact = 'duty' and flag_evidence.row_id = duty.duty_id
    where duty.arises_at is not null and duty.due_at > duty.arises_at
    qualify row_number() over (
        partition by flag_evidence.flag_id
        order by duty.days_late desc nulls last, flag_evidence.row_id
    ) <= 10
),

happened as (
    select case_event.*
    from case_event
    where (case_event.case_kind, case_event.case_id) in (select (worst.case_kind, worst.case_id) from worst)
),

-- as sql/duties/pause.sql opens and closes them
opened as (
    select
        case_kind,
        case_id,
        occurred_at,
        case when event = 'paused' then 'resumed' else 'supplement_received' end as closing_event
    from happened
    where event = 'supplement_requested' or (event = 'paused' and ground is not null)
),

stops as (
    select
        opened.case_kind,
        opened.case_id,
        opened.occurred_at as opened_at,
        min(happened.occurred_at) as closed_at
    from opened
    left join happened
        on
            opened.case_kind = happened.case_kind
            and opened.case_id = happened.case_id
            and opened.closing_event = happened.event
            and happened.occurred_at >= opened.occurred_at
    group by all
),

stopped as (
    select
        case_kind,
        case_id,
        list({'opened_at': opened_at, 'closed_at': closed_at} order by opened_at) as stops
    from stops
    group by all
),

told as (
    select
        case_kind,
        case_id,
        min(occurred_at) filter (where event like '%received') as received_at,
        max(occurred_at) filter (where event like '%promised') as promised_at
    from happened
    group by all
)

select
    worst.flag_id,
    worst.agency_id,
    worst.case_id,
    worst.arises_at,
    worst.original_due_at,
    worst.due_at,
    worst.fulfilled_at,
    worst.days_late,
    worst.status,
    told.promised_at,
    stopped.stops,
    case when told.received_at < worst.arises_at then told.received_at end as received_at
from worst
left join told on worst.case_kind = told.case_kind and worst.case_id = told.case_id
left join stopped on worst.case_kind = stopped.case_kind and worst.case_id = stopped.case_id
order by worst.flag_id, worst.days_late desc nulls last, worst.duty_id
