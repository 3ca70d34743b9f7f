/* ---
title:
  vi: Nghĩa vụ phát sinh khi hết thời hạn của nghĩa vụ khác
  en: Duties that arise when the limit of another duty has run out
primary_key: [standard_id, case_kind, case_id, agency_id]
made_with: duty
--- */
with ending as (
    select e.case_kind, e.case_id, e.event, min(e.occurred_at) as occurred_at
    from duties.event as e
    cross join sources.clock as k
    where e.occurred_at <= k.as_of_end
    group by e.case_kind, e.case_id, e.event
),

trait as (
    select case_kind, case_id, trait, value from cases.case_trait where value not in ('', '0')
),

left_over as (
    -- a case that was withdrawn or handed over before its limit ran out has none
    select e.case_kind, e.case_id, min(e.occurred_at) as left_at
    from duties.event as e
    cross join sources.clock as k
    where e.occurred_at <= k.as_of_end
        and (e.event in ('withdrawn', 'cancelled', 'returned_unprocessed') or (e.event = 'transferred' and e.ground is not null))
    group by e.case_kind, e.case_id
),

reached as (
    -- the due moment of a base rule, as pauses have moved it, if what the profile's derived_events.csv asks for holds then
    select
        r.event, r.only_if, d.case_kind, d.case_id, d.paused_due_at as occurred_at, e.occurred_at as ended_at
    from sources.derived_event as r
    inner join sources.standard as s on r.standard_id = s.standard_id
    inner join duties.moved_due as d on r.standard_id = d.standard_id and r.case_kind = d.case_kind
    left join ending as e on d.case_kind = e.case_kind and d.case_id = e.case_id and s.end_event = e.event
    left join left_over as x on d.case_kind = x.case_kind and d.case_id = x.case_id
    left join trait as t on d.case_kind = t.case_kind and d.case_id = t.case_id and r.only_if = t.trait
    where d.paused_due_at is not null
        and (x.left_at is null or x.left_at > d.paused_due_at)
        and (
            r.only_if = 'always'
            or (r.only_if = 'open' and d.still_paused = 0 and (e.occurred_at is null or e.occurred_at > d.paused_due_at))
            or t.trait is not null
        )
),

known as (
    select r.event, r.case_kind, r.case_id, min(r.occurred_at) as occurred_at, min(r.ended_at) as ended_at
    from reached as r
    cross join sources.clock as k
    where r.occurred_at <= k.as_of_end
    group by r.event, r.case_kind, r.case_id
),

ahead as (
    -- a limit that runs out whatever happens is known beforehand
    select event, case_kind, case_id, min(occurred_at) as occurred_at from reached where only_if = 'always' group by event, case_kind, case_id
),

dated as (
    select case_kind, case_id, event, occurred_at from ending
    union all
    select case_kind, case_id, event, occurred_at from known
),

first_dated as (
    select case_kind, case_id, event, min(occurred_at) as occurred_at from dated group by case_kind, case_id, event
),

every_dated as (
    select case_kind, case_id, event, occurred_at from first_dated
    union all
    select case_kind, case_id, event, occurred_at from ahead
),

due_dated as (
    select f.case_kind, f.case_id, f.event, min(f.occurred_at) as occurred_at
    from every_dated as f
    group by f.case_kind, f.case_id, f.event
)

select
    s.standard_id, b.case_kind, b.case_id, c.agency_id, a.tier,
    b.occurred_at as arises_at, b.occurred_at as in_force_at, c.responsible_person, c.responsible_unit,
    cast(null as text) as override_document,
    cast(null as text) as unit, s.direction, s.computed_by, false as by_presence,
    y.occurred_at as original_due_at, y.occurred_at as base_due_at, y.occurred_at as due_at,
    0 as still_paused, false as provisional, s.carried_by, false as may_precede, y.occurred_at is null as not_yet_due,
    e.occurred_at as fulfilled_at,
    -- what was executed late but before it had to be enforced leaves nothing to enforce
    case when o.ended_at <= y.occurred_at then o.ended_at end as excused_at,
    cast(null as text) as handed_by
from sources.standard as s
inner join first_dated as b on s.case_kind = b.case_kind and s.start_event = b.event
inner join cases.case_ref as c on b.case_kind = c.case_kind and b.case_id = c.case_id
inner join sources.agency as a on c.agency_id = a.agency_id
inner join sources.standard_tier as t on s.standard_id = t.standard_id and a.tier = t.tier
left join known as o on b.case_kind = o.case_kind and b.case_id = o.case_id and s.start_event = o.event
left join due_dated as y on b.case_kind = y.case_kind and b.case_id = y.case_id and s.due_event = y.event
left join first_dated as e on b.case_kind = e.case_kind and b.case_id = e.case_id and s.end_event = e.event
where s.after_limit and s.measure <> 'not_measured'
    and cast(b.occurred_at as date) >= s.effective_from
    and (s.effective_to is null or cast(b.occurred_at as date) <= s.effective_to)
    -- a limit that was not reached, or not extended, asks for nothing
    and (y.occurred_at is not null or s.start_event in (select event from sources.derived_event))
