/* ---
title:
  vi: Hạn hiện hành sau khi trừ thời gian tạm dừng và gia hạn
  en: The due date as moved by lawful pauses and written extensions
primary_key: [standard_id, case_kind, case_id]
made_with: duty
--- */
with meeting as (
    -- days counted as the rule counts them: working days by their ordinal, else days of the calendar
    select
        d.standard_id, d.case_kind, d.case_id, d.pause_unit, d.moves_off_days_off, d.counted_day_no, d.due_day_no,
        k.work_no as due_work_no,
        p.opened_at, p.entered_day_no, p.entered_work_no, p.recorded_later, p.still_open,
        case when d.pause_unit = 'working_day' then p.opened_work_no else p.opened_day_no end as opened_no,
        case when d.pause_unit = 'working_day' then p.closed_work_no else p.closed_day_no end as closed_no
    from duties.original_due as d
    inner join duties.pause as p on d.case_kind = p.case_kind and d.case_id = p.case_id
    inner join sources.calendar_day as k on d.due_day_no = k.day_no
    inner join sources.standard as s on d.standard_id = s.standard_id
    where d.direction = 'max' and p.opened_at >= cast(cast(d.arises_at as date) as timestamp)
        -- the law stops this clock only since a day of its own
        and (s.pause_from is null or cast(p.opened_at as date) >= s.pause_from)
),

reach as (
    select
        m.*,
        max(m.closed_no) over (
            partition by m.standard_id, m.case_kind, m.case_id order by m.opened_at
            rows between unbounded preceding and 1 preceding
        ) as earlier_closed_no
    from meeting as m
),

span as (
    -- overlapping stretches count once
    select r.*, greatest(r.closed_no - greatest(r.opened_no, coalesce(r.earlier_closed_no, r.opened_no)), 0) as days
    from reach as r
),

allowed as (
    select
        a.*,
        sum(a.days) over (partition by a.standard_id, a.case_kind, a.case_id order by a.opened_at) - a.days as days_before
    from span as a
),

believed as (
    -- put on record after the due date, whenever it is said to have begun: as if it had not been; the others stand as before
    select a.*
    from allowed as a
    left join sources.calendar_day as c on a.counted_day_no + a.days_before = c.day_no
    left join sources.calendar_day as n on c.work_no + 1 = n.work_no and n.is_working = 1
    where not a.recorded_later
        or a.entered_day_no <= a.due_day_no
        or (a.days_before > 0 and a.pause_unit = 'working_day' and a.entered_work_no <= a.due_work_no + a.days_before)
        or (
            a.days_before > 0 and coalesce(a.pause_unit, '') <> 'working_day'
            and a.entered_day_no <= case when a.moves_off_days_off and c.is_working = 0 then n.day_no else c.day_no end
        )
),

second_reach as (
    select
        b.standard_id, b.case_kind, b.case_id, b.pause_unit, b.moves_off_days_off, b.counted_day_no, b.due_day_no, b.due_work_no,
        b.opened_at, b.entered_day_no, b.entered_work_no, b.still_open, b.opened_no, b.closed_no,
        max(b.closed_no) over (
            partition by b.standard_id, b.case_kind, b.case_id order by b.opened_at
            rows between unbounded preceding and 1 preceding
        ) as earlier_closed_no
    from believed as b
),

second_span as (
    select r.*, greatest(r.closed_no - greatest(r.opened_no, coalesce(r.earlier_closed_no, r.opened_no)), 0) as days
    from second_reach as r
),

second_allowed as (
    select
        a.*,
        sum(a.days) over (partition by a.standard_id, a.case_kind, a.case_id order by a.opened_at) - a.days as days_before
    from second_span as a
),

in_time as (
    -- a pause opened after the due date, as earlier ones have moved it, does not stop the clock, nor does any later one
    select
        m.standard_id, m.case_kind, m.case_id, m.days, m.still_open,
        min(
            case
                when m.entered_day_no <= m.due_day_no then 1
                when m.days_before = 0 then 0
                when m.pause_unit = 'working_day' and m.entered_work_no <= m.due_work_no + m.days_before then 1
                when m.pause_unit = 'working_day' then 0
                when m.entered_day_no <= case when m.moves_off_days_off and c.is_working = 0 then n.day_no else c.day_no end then 1
                else 0
            end
        ) over (
            partition by m.standard_id, m.case_kind, m.case_id order by m.opened_at
        ) as counts
    from second_allowed as m
    left join sources.calendar_day as c on m.counted_day_no + m.days_before = c.day_no
    left join sources.calendar_day as n on c.work_no + 1 = n.work_no and n.is_working = 1
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
            when coalesce(s.days, 0) = 0 then d.due_day_no
            when d.pause_unit = 'working_day' then w.day_no
            when d.moves_off_days_off and c.is_working = 0 then n.day_no
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
            -- the hour stays: an exact moment moves by whole days
            p.exact_due_at + coalesce(p.paused_day_no - p.due_day_no, 0) * interval '24' hour,
            cast(q.day as timestamp) + interval '86399' second
        ) as paused_due_at,
        case when coalesce(o.confirmed, 1) = 0 or coalesce(q.confirmed, 1) = 0 then true else false end as unconfirmed_year
    from paused as p
    left join sources.calendar_day as o on p.due_day_no = o.day_no
    left join sources.calendar_day as q on p.paused_day_no = q.day_no
),

extended as (
    -- only where the standard allows it, by its written act: with a ground, and decided before the due date.
    -- Where the case states the new day as a date of its own, that statement is the act
    select
        m.standard_id, m.case_kind, m.case_id,
        max(coalesce(e.new_due_at, case when d.stated then e.occurred_at end)) as new_due_at,
        max(case when e.new_due_at is null and not d.stated then 1 else 0 end) as without_day
    from moment as m
    inner join sources.standard as s on m.standard_id = s.standard_id and s.extendable
    inner join duties.event as e
        on m.case_kind = e.case_kind and m.case_id = e.case_id and coalesce(s.extension_event, 'extended') = e.event
    left join sources.due_event as d on e.case_kind = d.case_kind and e.event = d.event and d.stated
    cross join sources.clock as k
    where (d.event is not null or (e.ground is not null and e.occurred_at <= m.paused_due_at and e.occurred_at <= k.as_of_end))
    group by m.standard_id, m.case_kind, m.case_id
),

longest as (
    -- the most the law adds, counted from the due day before its move to a working day
    select
        m.standard_id, m.case_kind, m.case_id, x.new_due_at, x.without_day, s.max_extension_value,
        cast(coalesce(w.day, c.day, o.day) as timestamp) + interval '86399' second as farthest_at
    from moment as m
    inner join extended as x on m.standard_id = x.standard_id and m.case_kind = x.case_kind and m.case_id = x.case_id
    inner join sources.standard as s on m.standard_id = s.standard_id
    left join sources.calendar_day as b on m.counted_day_no + m.paused_days = b.day_no
    left join sources.calendar_day as q on m.paused_day_no = q.day_no
    left join sources.calendar_day as w
        on s.max_extension_unit = 'working_day' and q.work_no + s.max_extension_value = w.work_no and w.is_working = 1
    left join sources.calendar_day as c
        on s.max_extension_unit = 'calendar_day'
        and b.day_no + s.max_extension_value = c.day_no
    left join sources.calendar_day as o
        on s.max_extension_unit = 'month'
        and b.month_no + s.max_extension_value = o.month_no and o.day_of_month = least(b.day_of_month, o.days_in_month)
),

rolled as (
    select
        l.standard_id, l.case_kind, l.case_id, l.new_due_at, l.without_day, l.max_extension_value,
        case
            when m.ends_on_working_day and d.is_working = 0 then cast(n.day as timestamp) + interval '86399' second
            else l.farthest_at
        end as farthest_at
    from longest as l
    inner join moment as m on l.standard_id = m.standard_id and l.case_kind = m.case_kind and l.case_id = m.case_id
    left join sources.calendar_day as d on cast(l.farthest_at as date) = d.day
    left join sources.calendar_day as n on d.work_no + 1 = n.work_no and n.is_working = 1
),

extension as (
    -- a later day in the file is cut to the most the law allows; an act that names no day grants that most
    select
        standard_id, case_kind, case_id,
        case
            when max_extension_value is null then new_due_at
            when without_day = 1 and new_due_at is null then farthest_at
            else least(new_due_at, farthest_at)
        end as new_due_at
    from rolled
)

select
    m.standard_id, m.case_kind, m.case_id, m.unit, m.limit_value, m.direction, m.computed_by, m.by_presence,
    m.due_event, m.stated_at,
    m.original_due_at, m.paused_due_at, m.paused_days, m.still_paused,
    m.unconfirmed_year
    and (
        m.unit in ('working_day', 'working_hour') or m.ends_on_working_day
        or (m.paused_days > 0 and (m.pause_unit = 'working_day' or m.moves_off_days_off))
    ) as provisional,
    greatest(m.paused_due_at, coalesce(x.new_due_at, m.paused_due_at)) as due_at
from moment as m
left join extension as x
    on m.standard_id = x.standard_id and m.case_kind = x.case_kind and m.case_id = x.case_id
