/* ---
title:
  vi: Thời gian không tính vào hạn giải quyết
  en: Stretches that stop the clock - supplements asked for, and pauses with a ground
primary_key: [case_kind, case_id, opened_at]
--- */
with opened as (
    select
        e.case_kind, e.case_id, e.occurred_at as opened_at, e.event,
        -- a pause that was put on record later than it began counts from the record: it cannot be made after the fact
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
        o.case_kind, o.case_id, o.opened_at,
        cast(o.opened_at as date) as opened_on,
        cast(max(o.entered_at) as date) as entered_on,
        coalesce(cast(min(e.occurred_at) as date), max(o.as_of)) as closed_on,
        case when min(e.occurred_at) is null then 1 else 0 end as still_open
    from opened as o
    left join duties.event as e
        on o.case_kind = e.case_kind and o.case_id = e.case_id and o.closing_event = e.event
        and e.occurred_at >= o.opened_at and e.occurred_at <= o.as_of_end
    group by o.case_kind, o.case_id, o.opened_at
),

apart as (
    -- overlapping stretches count once
    select
        c.*,
        max(c.closed_on) over (
            partition by c.case_kind, c.case_id
            order by c.opened_at
            rows between unbounded preceding and 1 preceding
        ) as earlier_closed_on
    from closed as c
)

select
    a.case_kind, a.case_id, a.opened_at, a.closed_on, a.still_open,
    e.day_no as entered_day_no,
    e.work_no + 1 - e.is_working as entered_work_no,
    greatest(z.day_no - greatest(o.day_no, coalesce(p.day_no, o.day_no)), 0) as calendar_days,
    greatest(z.work_no - greatest(o.work_no, coalesce(p.work_no, o.work_no)), 0) as working_days
from apart as a
inner join sources.calendar_day as o on a.opened_on = o.day
inner join sources.calendar_day as e on a.entered_on = e.day
inner join sources.calendar_day as z on a.closed_on = z.day
left join sources.calendar_day as p on a.earlier_closed_on = p.day
