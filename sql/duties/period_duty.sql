/* ---
title:
  vi: Nghĩa vụ tối thiểu số ngày trong mỗi kỳ (người đứng đầu tiếp công dân)
  en: Duties of at least so many days in every week or month, made from the calendar
primary_key: [standard_id, case_kind, case_id, agency_id]
made_with: duty
--- */
with asked as (
    select s.*, case when s.start_event = 'week_start' then 'week' else 'month' end as period_kind
    from sources.standard as s
    where s.computed_by = 'days_per_period' and s.measure <> 'not_measured'
),

day as (
    -- weeks run from Monday; 1970-01-05 was one
    select
        d.day, d.is_working, d.month_no,
        cast(floor((d.day_no - 4) / 7) as bigint) as week_no
    from sources.calendar_day as d
    cross join sources.clock as k
    where d.day <= k.as_of
),

period as (
    select 'month' as period_kind, month_no as period_no, min(day) as first_day, max(day) as last_day, sum(is_working) as working_days, count(*) as days
    from day
    group by month_no
    union all
    select 'week' as period_kind, week_no as period_no, min(day) as first_day, max(day) as last_day, sum(is_working) as working_days, count(*) as days
    from day
    group by week_no
),

whole as (
    -- a period that as_of cuts is not over
    select p.* from period as p
    where (p.period_kind = 'week' and p.days = 7)
        or (p.period_kind = 'month' and p.last_day = last_day(p.first_day))
),

owed as (
    -- only where the agency's files of every month it touches came: a file with the header alone is zero days, not silence;
    -- of a week that began before the first file nothing is known
    select
        s.standard_id, s.case_kind, s.limit_value, s.end_event, s.carried_by, s.computed_by, a.agency_id, a.tier,
        p.first_day, p.last_day, p.working_days
    from asked as s
    inner join whole as p on s.period_kind = p.period_kind
    inner join sources.standard_tier as t on s.standard_id = t.standard_id
    inner join sources.agency as a
        on t.tier = a.tier and a.valid_from <= p.first_day and (a.valid_to is null or a.valid_to >= p.last_day)
    inner join duties.covered as c
        on s.carried_by = c.source_id and a.agency_id = c.agency_id
        and substr(cast(p.last_day as text), 1, 7) = c.month
    inner join duties.covered as b
        on s.carried_by = b.source_id and a.agency_id = b.agency_id
        and substr(cast(p.first_day as text), 1, 7) = b.month
    where p.first_day >= s.effective_from and (s.effective_to is null or p.first_day <= s.effective_to)
),

held as (
    select
        o.standard_id, o.agency_id, o.first_day, cast(r.held_at as date) as held_on,
        row_number() over (partition by o.standard_id, o.agency_id, o.first_day order by cast(r.held_at as date)) as place
    from owed as o
    inner join cases.reception as r
        on o.agency_id = r.agency_id and cast(r.held_at as date) >= o.first_day and cast(r.held_at as date) <= o.last_day
    -- a deputy's day is not the head's
    where r.received_by = 'head'
    group by o.standard_id, o.agency_id, o.first_day, cast(r.held_at as date)
),

enough as (
    select o.standard_id, o.agency_id, o.first_day, min(h.held_on) as held_on
    from owed as o
    inner join held as h
        on o.standard_id = h.standard_id and o.agency_id = h.agency_id and o.first_day = h.first_day and h.place = o.limit_value
    group by o.standard_id, o.agency_id, o.first_day
)

select
    o.standard_id, o.case_kind, concat(o.agency_id, '~', cast(o.first_day as text)) as case_id, o.agency_id, o.tier,
    cast(o.first_day as timestamp) as arises_at, cast(o.first_day as timestamp) as in_force_at,
    cast(null as text) as responsible_person, cast(null as text) as responsible_unit, cast(null as text) as override_document,
    cast(null as text) as unit, 'max' as direction, o.computed_by, false as by_presence,
    cast(o.last_day as timestamp) + interval '86399' second as original_due_at,
    cast(o.last_day as timestamp) + interval '86399' second as base_due_at,
    cast(o.last_day as timestamp) + interval '86399' second as due_at,
    0 as still_paused, false as provisional, o.carried_by, false as may_precede, false as not_yet_due,
    cast(e.held_on as timestamp) as fulfilled_at,
    -- a week of holidays alone asks for nothing
    case when o.working_days = 0 then cast(o.first_day as timestamp) end as excused_at,
    cast(null as text) as handed_by
from owed as o
left join enough as e on o.standard_id = e.standard_id and o.agency_id = e.agency_id and o.first_day = e.first_day
