/* ---
title:
  vi: Hạn ban đầu của nghĩa vụ
  en: When each duty falls due before any pause or extension
primary_key: [standard_id, case_id]
--- */
with stated as (
    select e.case_kind, e.case_id, e.event, max(e.occurred_at) as stated_at
    from cases.case_event as e
    group by e.case_kind, e.case_id, e.event
),

ruled as (
    select
        c.standard_id, c.case_kind, c.case_id, c.arises_at,
        coalesce(c.procedure_unit, s.unit) as unit,
        cast(coalesce(c.procedure_limit, s.limit_value) as bigint) as limit_value,
        s.direction, s.due_event, s.ends_on_working_day,
        d.stated_at,
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
        k.day_no, k.month_no, k.day_of_month,
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
    -- the due date stands in the case
    select r.standard_id, r.case_kind, r.case_id, k.day_no + coalesce(r.limit_value, 0) as due_day_no
    from ruled as r
    inner join sources.calendar_day as k on cast(r.stated_at as date) = k.day
    where r.due_event is not null
)

select
    r.standard_id, r.case_kind, r.case_id, r.unit, r.limit_value, r.direction, r.ends_on_working_day,
    r.arises_at,
    c.due_day_no as counted_day_no,
    case when r.ends_on_working_day and k.is_working = 0 then n.day_no else c.due_day_no end as due_day_no,
    -- an exact moment, where the case or an hour limit gives one
    case
        when r.unit = 'hour' and r.due_event is null then r.arises_at + r.limit_value * interval '1' hour
        when r.due_event is not null and coalesce(r.limit_value, 0) = 0 then r.stated_at
    end as exact_due_at
from ruled as r
left join counted as c
    on r.standard_id = c.standard_id and r.case_kind = c.case_kind and r.case_id = c.case_id
left join sources.calendar_day as k on c.due_day_no = k.day_no
left join sources.calendar_day as n on k.work_no + 1 = n.work_no and n.is_working = 1
