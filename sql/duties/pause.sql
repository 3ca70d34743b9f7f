/* ---
title:
  vi: Thời gian không tính vào hạn giải quyết
  en: Stretches that stop the clock - supplements asked for, and pauses with a ground
primary_key: [case_kind, case_id, opened_at]
made_with: duty
--- */
with opened as (
    select
        e.case_kind, e.case_id, e.occurred_at as opened_at, e.event,
        -- what matters for being in time is the day it was put on record: a pause cannot be made after the fact
        greatest(e.occurred_at, coalesce(e.recorded_at, e.occurred_at)) as entered_at,
        case when e.event = 'paused' then 'resumed' else 'supplement_received' end as closing_event,
        k.as_of, k.as_of_end
    from duties.event as e
    cross join sources.clock as k
    where e.occurred_at <= k.as_of_end
        -- a pause without a legal ground does not stop the clock
        and (e.event = 'supplement_requested' or (e.event = 'paused' and e.ground is not null))
),

closed as (
    -- a stretch that is still open stops the clock until as_of
    select
        o.case_kind, o.case_id, o.opened_at, o.event,
        cast(max(o.entered_at) as date) as entered_on,
        coalesce(cast(min(e.occurred_at) as date), max(o.as_of)) as closed_on,
        case when min(e.occurred_at) is null then 1 else 0 end as still_open
    from opened as o
    left join duties.event as e
        on o.case_kind = e.case_kind and o.case_id = e.case_id and o.closing_event = e.event
        and e.occurred_at >= o.opened_at and e.occurred_at <= o.as_of_end
    group by o.case_kind, o.case_id, o.opened_at, o.event
),

stretch as (
    -- a request and a pause of the same moment: stopped until both are over
    select
        case_kind, case_id, opened_at, cast(opened_at as date) as opened_on,
        min(entered_on) as entered_on, max(closed_on) as closed_on, max(still_open) as still_open
    from closed
    group by case_kind, case_id, opened_at
)

select
    s.case_kind, s.case_id, s.opened_at, s.still_open,
    o.day_no as opened_day_no, o.work_no as opened_work_no,
    z.day_no as closed_day_no, z.work_no as closed_work_no,
    e.day_no as entered_day_no,
    e.work_no + 1 - e.is_working as entered_work_no,
    s.entered_on > s.opened_on as recorded_later
from stretch as s
inner join sources.calendar_day as o on s.opened_on = o.day
inner join sources.calendar_day as e on s.entered_on = e.day
inner join sources.calendar_day as z on s.closed_on = z.day
