/* ---
title:
  vi: Nghĩa vụ không quá số lần trong một vụ việc (yêu cầu bổ sung một lần)
  en: Duties of at most so many events in a case
primary_key: [standard_id, case_kind, case_id, agency_id]
made_with: duty
--- */
with happened as (
    select
        s.standard_id, e.case_kind, e.case_id, e.occurred_at, s.limit_value, s.start_event, s.carried_by, s.computed_by,
        s.effective_from, s.effective_to,
        row_number() over (partition by s.standard_id, e.case_kind, e.case_id order by e.occurred_at) as place
    from sources.standard as s
    inner join duties.event as e on s.case_kind = e.case_kind and s.end_event = e.event
    cross join sources.clock as k
    where s.computed_by = 'events_per_case' and s.measure <> 'not_measured' and e.occurred_at <= k.as_of_end
),

counted as (
    select
        standard_id, case_kind, case_id, start_event, carried_by, computed_by, effective_from, effective_to,
        min(case when place > limit_value then occurred_at end) as broken_at
    from happened
    group by standard_id, case_kind, case_id, start_event, carried_by, computed_by, effective_from, effective_to
),

began as (
    select e.case_kind, e.case_id, e.event, min(e.occurred_at) as occurred_at
    from duties.event as e
    cross join sources.clock as k
    where e.occurred_at <= k.as_of_end
    group by e.case_kind, e.case_id, e.event
),

done as (
    select e.case_kind, e.case_id, min(e.occurred_at) as done_at
    from duties.event as e
    cross join sources.clock as k
    where e.event in ('result_ready', 'withdrawn', 'returned_unprocessed') and e.occurred_at <= k.as_of_end
    group by e.case_kind, e.case_id
),

handed as (
    -- who had the case when it was broken or over answers: the last handing over with a ground before that moment
    select
        n.standard_id, e.case_kind, e.case_id, e.new_agency_id,
        row_number() over (partition by n.standard_id, e.case_kind, e.case_id order by e.occurred_at desc, e.new_agency_id desc) as from_last
    from counted as n
    inner join duties.event as e on n.case_kind = e.case_kind and n.case_id = e.case_id
    left join done as d on n.case_kind = d.case_kind and n.case_id = d.case_id
    cross join sources.clock as k
    where e.event = 'transferred' and e.ground is not null and e.occurred_at <= k.as_of_end
        and e.occurred_at < coalesce(n.broken_at, d.done_at, k.as_of_end)
),

holder as (
    select
        n.standard_id, n.case_kind, n.case_id, c.agency_id as first_agency_id, c.responsible_person, c.responsible_unit,
        case when h.from_last is null then c.agency_id else h.new_agency_id end as agency_id
    from counted as n
    inner join cases.case_ref as c on n.case_kind = c.case_kind and n.case_id = c.case_id
    left join handed as h
        on n.standard_id = h.standard_id and n.case_kind = h.case_kind and n.case_id = h.case_id and h.from_last = 1
)

select
    n.standard_id, n.case_kind, n.case_id, c.agency_id, a.tier,
    b.occurred_at as arises_at, b.occurred_at as in_force_at,
    case when c.agency_id = c.first_agency_id then c.responsible_person end as responsible_person,
    case when c.agency_id = c.first_agency_id then c.responsible_unit end as responsible_unit,
    cast(null as text) as override_document,
    cast(null as text) as unit, 'max' as direction, n.computed_by, false as by_presence,
    -- it falls due when the case is done; one too many breaks it at once
    coalesce(n.broken_at - interval '1' second, d.done_at) as original_due_at,
    coalesce(n.broken_at - interval '1' second, d.done_at) as base_due_at,
    coalesce(n.broken_at - interval '1' second, d.done_at) as due_at,
    0 as still_paused, false as provisional, n.carried_by, false as may_precede,
    n.broken_at is null and d.done_at is null as not_yet_due,
    case when n.broken_at is null then d.done_at else n.broken_at end as fulfilled_at,
    cast(null as timestamp) as excused_at,
    case when c.agency_id <> c.first_agency_id then c.first_agency_id end as handed_by
from counted as n
inner join began as b on n.case_kind = b.case_kind and n.case_id = b.case_id and n.start_event = b.event
inner join holder as c on n.standard_id = c.standard_id and n.case_kind = c.case_kind and n.case_id = c.case_id
-- handed to nobody the file names: nobody is counted
inner join sources.agency as a on c.agency_id = a.agency_id
inner join sources.standard_tier as t on n.standard_id = t.standard_id and a.tier = t.tier
left join done as d on n.case_kind = d.case_kind and n.case_id = d.case_id
where cast(b.occurred_at as date) >= n.effective_from
    and (n.effective_to is null or cast(b.occurred_at as date) <= n.effective_to)
