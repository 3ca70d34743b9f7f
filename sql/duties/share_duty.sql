/* ---
title:
  vi: Nghĩa vụ đạt tỷ lệ trong kỳ
  en: Duties to reach a share by the end of a period, from counts and amounts
primary_key: [standard_id, case_kind, case_id, agency_id]
made_with: duty
--- */
with figure as (
    -- counts an agency reports of itself
    select
        s.standard_id, f.case_id, f.agency_id, f.period_start, f.numerator, f.denominator, d.month_no,
        case when length(f.period) = 4 then 11 when substr(f.period, 6, 1) = 'Q' then 2 else 0 end as more_months
    from cases.reported_figure as f
    inner join sources.standard as s on f.standard_id = s.standard_id and s.computed_by = 'figure'
    inner join sources.calendar_day as d on cast(f.period_start as date) = d.day
),

repeated as (
    -- a year of which months or quarters came too says the same once more
    select distinct w.case_id
    from figure as w
    inner join figure as p
        on w.standard_id = p.standard_id and w.agency_id = p.agency_id and p.more_months < w.more_months
        and p.month_no >= w.month_no and p.month_no <= w.month_no + w.more_months
),

reported as (
    select
        f.standard_id, 'reported_figure' as case_kind, f.case_id, f.agency_id, f.period_start, f.numerator, f.denominator, f.more_months
    from figure as f
    left join repeated as r on f.case_id = r.case_id
    where r.case_id is null
),

amount as (
    -- columns of wide rows that a standard names as its two events
    select 'budget' as case_kind, case_id, agency_id, year_start as period_start, 11 as more_months, 'budget_total' as event, regular_expenditure as amount
    from cases.budget
    union all
    select 'budget' as case_kind, case_id, agency_id, year_start as period_start, 11 as more_months, 'budget_assigned' as event, legal_allotment as amount
    from cases.budget
    union all
    select 'budget' as case_kind, case_id, agency_id, year_start as period_start, 11 as more_months, 'law_spend' as event, legal_allotment as amount
    from cases.budget
    union all
    select 'budget' as case_kind, case_id, agency_id, year_start as period_start, 11 as more_months, 'budget_spent' as event, disbursed as amount
    from cases.budget
    union all
    select 'staff' as case_kind, case_id, agency_id, reported_at as period_start, 0 as more_months, 'staff_total' as event, cast(posts_filled as decimal(38, 6)) as amount
    from cases.staff
    union all
    select 'staff' as case_kind, case_id, agency_id, reported_at as period_start, 0 as more_months, 'staff_with_law_degree' as event, cast(posts_qualified as decimal(38, 6)) as amount
    from cases.staff
),

paired as (
    select s.standard_id, n.case_kind, n.case_id, n.agency_id, n.period_start, n.amount as numerator, d.amount as denominator, n.more_months
    from sources.standard as s
    inner join amount as n on s.case_kind = n.case_kind and s.end_event = n.event
    inner join amount as d on n.case_kind = d.case_kind and n.case_id = d.case_id and s.start_event = d.event
    where s.computed_by = 'columns'
),

share as (
    select * from reported
    union all
    select standard_id, case_kind, case_id, agency_id, period_start, numerator, denominator, more_months from paired
),

dated as (
    select
        h.*, a.tier, s.direction, s.computed_by, s.carried_by,
        -- the tolerance is a share of what is required: 5 % of 0.5 % as of 100 %
        cast(s.required * (1 - s.tolerance) as decimal(38, 6)) as line,
        s.effective_from, s.effective_to,
        cast(e.day as timestamp) + interval '86399' second as ends_at
    from share as h
    -- without a rate in law there is nothing to reach
    inner join sources.standard as s on h.standard_id = s.standard_id and s.measure <> 'not_measured' and s.required is not null
    inner join sources.agency as a on h.agency_id = a.agency_id
    inner join sources.standard_tier as t on h.standard_id = t.standard_id and a.tier = t.tier
    inner join sources.calendar_day as b on cast(h.period_start as date) = b.day
    inner join sources.calendar_day as e on b.month_no + h.more_months = e.month_no and e.day_of_month = e.days_in_month
),

reached as (
    -- a share is reached or not; nothing to divide by asks for nothing, more than all is a defect of the figures
    select
        d.*,
        case
            when d.numerator is null or d.denominator is null or d.denominator = 0 or d.numerator > d.denominator then cast(null as bigint)
            when d.numerator >= d.line * d.denominator then cast(1 as bigint)
            else cast(0 as bigint)
        end as kept,
        coalesce(d.denominator, 1) = 0 and coalesce(d.numerator, 1) = 0 as nothing
    from dated as d
    -- a year's money is judged when it is over, by the law of that day; what an agency counts itself must lie wholly under the law
    where case when d.computed_by = 'figure' then cast(d.period_start as date) else cast(d.ends_at as date) end >= d.effective_from
        and (d.effective_to is null or cast(d.ends_at as date) <= d.effective_to)
)

select
    r.standard_id, r.case_kind, r.case_id, r.agency_id, r.tier,
    r.period_start as arises_at, r.period_start as in_force_at,
    cast(null as text) as responsible_person, cast(null as text) as responsible_unit, cast(null as text) as override_document,
    cast(null as text) as unit, 'max' as direction, r.computed_by, false as by_presence,
    r.ends_at as original_due_at, r.ends_at as base_due_at, case when r.kept is null and not r.nothing then cast(null as timestamp) else r.ends_at end as due_at,
    0 as still_paused, false as provisional, r.carried_by, false as may_precede, false as not_yet_due,
    case when r.kept = 1 then r.ends_at end as fulfilled_at,
    case when r.nothing then r.period_start end as excused_at,
    cast(null as text) as handed_by
from reached as r
cross join sources.clock as k
where r.ends_at <= k.as_of_end
