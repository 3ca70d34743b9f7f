/* ---
title:
  vi: Hạn hiện hành sau khi trừ thời gian tạm dừng và gia hạn
  en: The due date as moved by lawful pauses and written extensions
primary_key: [standard_id, case_id]
--- */
with meeting as (
    select
        d.standard_id, d.case_kind, d.case_id, d.due_day_no, d.counted_day_no, d.unit,
        k.work_no + 1 - k.is_working as due_work_no,
        p.opened_at, p.opened_day_no, p.opened_work_no, p.still_open,
        case when d.unit = 'working_day' then p.working_days else p.calendar_days end as days,
        sum(case when d.unit = 'working_day' then p.working_days else p.calendar_days end) over (
            partition by d.standard_id, d.case_kind, d.case_id order by p.opened_at
        ) - case when d.unit = 'working_day' then p.working_days else p.calendar_days end as days_before
    from duties.original_due as d
    inner join duties.pause as p on d.case_kind = p.case_kind and d.case_id = p.case_id
    inner join sources.calendar_day as k on d.due_day_no = k.day_no
    where d.direction = 'max' and p.opened_at >= cast(cast(d.arises_at as date) as timestamp)
),

in_time as (
    -- a pause opened after the due date does not stop the clock, nor does any later one
    select
        m.*,
        min(
            case
                when m.unit = 'working_day' and m.opened_work_no <= m.due_work_no + m.days_before then 1
                when m.unit <> 'working_day' and m.opened_day_no <= m.due_day_no + m.days_before then 1
                when m.unit is null and m.opened_day_no <= m.due_day_no + m.days_before then 1
                else 0
            end
        ) over (
            partition by m.standard_id, m.case_kind, m.case_id order by m.opened_at
        ) as counts
    from meeting as m
),

shift as (
    select standard_id, case_kind, case_id, sum(days) as days, max(still_open) as still_open
    from in_time
    where counts = 1
    group by standard_id, case_kind, case_id
),

paused as (
    select
        d.*,
        coalesce(s.days, 0) as paused_days,
        coalesce(s.still_open, 0) as still_paused,
        case
            when s.days is null then d.due_day_no
            when d.unit = 'working_day' then w.day_no
            when d.ends_on_working_day and c.is_working = 0 then n.day_no
            else c.day_no
        end as paused_day_no
    from duties.original_due as d
    left join shift as s
        on d.standard_id = s.standard_id and d.case_kind = s.case_kind and d.case_id = s.case_id
    left join sources.calendar_day as k on d.due_day_no = k.day_no
    left join sources.calendar_day as w on k.work_no + s.days = w.work_no and w.is_working = 1
    left join sources.calendar_day as c on d.counted_day_no + s.days = c.day_no
    left join sources.calendar_day as n on c.work_no + 1 = n.work_no and n.is_working = 1
),

moment as (
    select
        p.*,
        coalesce(p.exact_due_at, cast(o.day as timestamp) + interval '86399' second) as original_due_at,
        coalesce(
            p.exact_due_at + p.paused_days * interval '24' hour,
            cast(q.day as timestamp) + interval '86399' second
        ) as paused_due_at,
        case when coalesce(o.confirmed, 1) = 0 or coalesce(q.confirmed, 1) = 0 then true else false end as unconfirmed_year
    from paused as p
    left join sources.calendar_day as o on p.due_day_no = o.day_no
    left join sources.calendar_day as q on p.paused_day_no = q.day_no
),

extension as (
    -- only with a ground, where the standard allows it, and decided before the due date
    select m.standard_id, m.case_kind, m.case_id, max(e.new_due_at) as new_due_at
    from moment as m
    inner join sources.standard as s on m.standard_id = s.standard_id and s.extendable
    inner join cases.case_event as e
        on m.case_kind = e.case_kind and m.case_id = e.case_id and e.event = 'extended'
    cross join sources.clock as k
    where e.ground is not null and e.occurred_at <= m.paused_due_at and e.occurred_at <= k.as_of_end
    group by m.standard_id, m.case_kind, m.case_id
)

select
    m.standard_id, m.case_kind, m.case_id, m.unit, m.limit_value, m.direction,
    m.original_due_at, m.paused_days, m.still_paused,
    m.unconfirmed_year and (m.unit = 'working_day' or m.ends_on_working_day) as provisional,
    greatest(
        m.paused_due_at,
        coalesce(x.new_due_at, m.paused_due_at)
    ) as due_at
from moment as m
left join extension as x
    on m.standard_id = x.standard_id and m.case_kind = x.case_kind and m.case_id = x.case_id
