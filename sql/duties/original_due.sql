/* ---
title:
  vi: Hạn ban đầu của nghĩa vụ
  en: When each duty falls due before any pause or extension
primary_key: [standard_id, case_kind, case_id]
made_with: duty
--- */
with stated as (
    -- a date the case states may lie ahead; an act still to come counts once it has happened
    select e.case_kind, e.case_id, e.event, max(e.occurred_at) as stated_at
    from duties.event as e
    cross join sources.clock as k
    inner join sources.due_event as d on e.case_kind = d.case_kind and e.event = d.event
    where d.stated or e.occurred_at <= k.as_of_end
    group by e.case_kind, e.case_id, e.event
),

ruled as (
    select
        c.standard_id, c.case_kind, c.case_id, c.arises_at,
        coalesce(c.procedure_unit, s.unit) as unit,
        coalesce(c.pause_unit, c.procedure_unit, s.unit) as pause_unit,
        -- a day the slip names is that day; only once pauses have moved it does it keep off days off
        coalesce(c.moves_off_days_off, case when s.ends_on_working_day then 1 else 0 end) = 1 as moves_off_days_off,
        cast(coalesce(c.procedure_limit, s.limit_value) as bigint) as limit_value,
        s.direction, s.computed_by, s.due_event, s.due_stated, s.ends_on_working_day,
        case when s.due_event = s.start_event then c.arises_at else d.stated_at end as stated_at,
        -- no limit and no stated day: it must exist, and is missed for as long as it does not
        s.due_event is null and coalesce(c.procedure_limit, s.limit_value) is null as by_presence,
        -- received after the cut-off hour is received on the next working day
        case
            when s.cut_off_hour is not null
                and c.arises_at > cast(cast(c.arises_at as date) as timestamp) + s.cut_off_hour * interval '1' hour
                then 1
            else 0
        end as after_cut_off
    from duties.candidate as c
    inner join sources.standard as s on c.standard_id = s.standard_id
    left join stated as d on c.case_kind = d.case_kind and c.case_id = d.case_id and s.due_event = d.event
),

started as (
    select
        r.*,
        k.day_no, k.month_no, k.day_of_month, k.is_working, k.work_no,
        -- the working-day ordinal that stands for the day of receipt
        case
            when r.after_cut_off = 1 then k.work_no + 1
            when r.limit_value = 0 then k.work_no + 1 - k.is_working
            else k.work_no
        end as received_work_no
    from ruled as r
    inner join sources.calendar_day as k on cast(r.arises_at as date) = k.day
),

counted as (
    -- the day of receipt does not count
    select s.standard_id, s.case_kind, s.case_id, w.day_no as due_day_no
    from started as s
    inner join sources.calendar_day as w on s.received_work_no + s.limit_value = w.work_no and w.is_working = 1
    where s.unit = 'working_day' and s.due_event is null
    union all
    select s.standard_id, s.case_kind, s.case_id, s.day_no + s.limit_value as due_day_no
    from started as s
    where s.unit = 'calendar_day' and s.due_event is null
    union all
    -- calendar months: 31 January + 1 month = the last day of February
    select s.standard_id, s.case_kind, s.case_id, m.day_no as due_day_no
    from started as s
    inner join sources.calendar_day as m on s.month_no + s.limit_value = m.month_no
    where s.unit = 'month' and s.due_event is null
        and m.day_of_month = least(s.day_of_month, m.days_in_month)
    union all
    select s.standard_id, s.case_kind, s.case_id, s.day_no as due_day_no
    from started as s
    where s.by_presence
    union all
    -- the due date stands in the case
    select r.standard_id, r.case_kind, r.case_id, k.day_no + coalesce(r.limit_value, 0) as due_day_no
    from ruled as r
    inner join sources.calendar_day as k on cast(r.stated_at as date) = k.day
    where r.due_event is not null
),

worked as (
    -- working minutes up to the moment: all days before, and what of this day's office hours has passed
    select
        s.standard_id, s.case_kind, s.case_id, s.limit_value, o.morning_from, o.morning_minutes, o.afternoon_from,
        o.morning_minutes + o.afternoon_minutes as day_minutes,
        (s.work_no - s.is_working) * (o.morning_minutes + o.afternoon_minutes)
        + s.is_working * (
            least(greatest(extract(hour from s.arises_at) * 60 + extract(minute from s.arises_at) - o.morning_from, 0), o.morning_minutes)
            + least(greatest(extract(hour from s.arises_at) * 60 + extract(minute from s.arises_at) - o.afternoon_from, 0), o.afternoon_minutes)
        )
        + s.limit_value * 60 as minutes
    from started as s
    cross join sources.office_hours as o
    where s.unit = 'working_hour' and s.due_event is null
),

worked_until as (
    -- the last minute belongs to the day it completes: eight hours from a morning end that evening
    select
        w.standard_id, w.case_kind, w.case_id, d.day,
        w.minutes - cast(ceil(w.minutes / w.day_minutes) - 1 as bigint) * w.day_minutes as minute_of_day,
        w.morning_from, w.morning_minutes, w.afternoon_from
    from worked as w
    inner join sources.calendar_day as d on cast(ceil(w.minutes / w.day_minutes) as bigint) = d.work_no and d.is_working = 1
),

hour_due as (
    select
        standard_id, case_kind, case_id,
        cast(day as timestamp) + interval '1' minute * case
            when minute_of_day <= morning_minutes then morning_from + minute_of_day
            else afternoon_from + minute_of_day - morning_minutes
        end as exact_due_at
    from worked_until
)

select
    r.standard_id, r.case_kind, r.case_id, r.unit, r.limit_value, r.direction, r.computed_by, r.ends_on_working_day,
    r.pause_unit, r.moves_off_days_off, r.arises_at, r.by_presence, r.due_event, r.stated_at,
    c.due_day_no as counted_day_no,
    case when r.ends_on_working_day and k.is_working = 0 then n.day_no else c.due_day_no end as due_day_no,
    -- an exact moment, where the case or an hour limit gives one
    case
        when r.unit = 'hour' and r.due_event is null then r.arises_at + r.limit_value * interval '1' hour
        when r.unit = 'working_hour' and r.due_event is null then h.exact_due_at
        when r.by_presence then r.arises_at
        -- a day on which another act is done lasts until midnight, where the file tells no time
        when r.due_event is not null and not r.due_stated and coalesce(r.limit_value, 0) = 0
            and r.stated_at = cast(cast(r.stated_at as date) as timestamp)
            then r.stated_at + interval '86399' second
        when r.due_event is not null and coalesce(r.limit_value, 0) = 0 then r.stated_at
    end as exact_due_at
from ruled as r
left join counted as c
    on r.standard_id = c.standard_id and r.case_kind = c.case_kind and r.case_id = c.case_id
left join hour_due as h
    on r.standard_id = h.standard_id and r.case_kind = h.case_kind and r.case_id = h.case_id
left join sources.calendar_day as k on c.due_day_no = k.day_no
left join sources.calendar_day as n on k.work_no + 1 = n.work_no and n.is_working = 1
