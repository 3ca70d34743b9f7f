/* ---
title:
  vi: Nghĩa vụ tính theo thời hạn của từng vụ việc
  en: Duties counted by the clock, with what fulfilled or excused them
primary_key: [standard_id, case_kind, case_id, agency_id]
--- */
with ending as (
    select e.case_kind, e.case_id, e.event, min(e.occurred_at) as occurred_at
    from duties.event as e
    cross join sources.clock as k
    where e.occurred_at <= k.as_of_end
    group by e.case_kind, e.case_id, e.event
),

excuse as (
    select e.case_kind, e.case_id, min(e.occurred_at) as excused_at
    from duties.event as e
    cross join sources.clock as k
    where e.occurred_at <= k.as_of_end and e.event in ('withdrawn', 'cancelled', 'returned_unprocessed')
    group by e.case_kind, e.case_id
),

handing as (
    -- handed over with a ground: from then on another agency answers, where the file names it
    select
        e.case_kind, e.case_id, e.occurred_at as handed_at, e.new_agency_id,
        row_number() over (partition by e.case_kind, e.case_id order by e.occurred_at, e.new_agency_id) as place
    from duties.event as e
    cross join sources.clock as k
    where e.occurred_at <= k.as_of_end and e.event = 'transferred' and e.ground is not null
),

base as (
    -- the due date under the base rule of the family, where a longer limit applies
    select s.family, d.case_kind, d.case_id, max(d.due_at) as base_due_at
    from duties.moved_due as d
    inner join sources.standard as s on d.standard_id = s.standard_id and s.standard_id = s.family
    group by s.family, d.case_kind, d.case_id
),

fact as (
    select
        c.standard_id, c.case_kind, c.case_id, c.agency_id, c.tier, c.arises_at, c.in_force_at,
        c.responsible_person, c.responsible_unit, c.override_document,
        d.unit, d.direction, d.computed_by, d.by_presence, d.due_event, d.original_due_at, d.due_at, d.still_paused, d.provisional,
        coalesce(b.base_due_at, d.paused_due_at) as base_due_at,
        e.occurred_at as fulfilled_at,
        x.excused_at, h.handed_at, h.new_agency_id,
        s.carried_by,
        -- the fact may precede what starts the duty, where the law sets a day and not a span
        s.computed_by in ('register', 'presence') or s.due_event = s.start_event or s.direction = 'min' as may_precede,
        -- a day the case states is missing: unknown; an act still to come has not happened: not due yet
        s.due_event is not null and d.stated_at is null and not s.due_stated as not_yet_due
    from duties.candidate as c
    inner join duties.moved_due as d
        on c.standard_id = d.standard_id and c.case_kind = d.case_kind and c.case_id = d.case_id
    inner join sources.standard as s on c.standard_id = s.standard_id
    left join base as b on s.family = b.family and c.case_kind = b.case_kind and c.case_id = b.case_id
    left join ending as e on c.case_kind = e.case_kind and c.case_id = e.case_id and s.end_event = e.event
    left join excuse as x on c.case_kind = x.case_kind and c.case_id = x.case_id
    left join handing as h on c.case_kind = h.case_kind and c.case_id = h.case_id and h.place = 1
    where c.applies
),

sender as (
    select
        f.standard_id, f.case_kind, f.case_id, f.agency_id, f.tier, f.arises_at, f.in_force_at, f.responsible_person,
        f.responsible_unit, f.override_document, f.unit, f.direction, f.computed_by, f.by_presence, f.original_due_at, f.base_due_at,
        f.due_at, f.still_paused, f.provisional, f.carried_by, f.may_precede, f.not_yet_due,
        -- what another agency did after the handing over is not this one's
        case when f.fulfilled_at > f.handed_at and f.handed_at <= f.due_at then cast(null as timestamp) else f.fulfilled_at end as fulfilled_at,
        case
            when f.handed_at <= coalesce(f.excused_at, f.handed_at) and f.handed_at <= coalesce(f.fulfilled_at, f.handed_at) then f.handed_at
            else f.excused_at
        end as excused_at,
        cast(null as text) as handed_by
    from fact as f
),

receiver as (
    -- the citizen's clock goes on: same start, same due date
    select
        f.standard_id, f.case_kind, f.case_id, f.new_agency_id as agency_id, a.tier, f.arises_at, f.in_force_at,
        cast(null as text) as responsible_person, cast(null as text) as responsible_unit, f.override_document,
        f.unit, f.direction, f.computed_by, f.by_presence, f.original_due_at, f.base_due_at,
        f.due_at, f.still_paused, f.provisional, f.carried_by, f.may_precede, f.not_yet_due,
        f.fulfilled_at, f.excused_at, f.agency_id as handed_by
    from fact as f
    inner join sources.agency as a on f.new_agency_id = a.agency_id
    where f.handed_at <= f.due_at and f.new_agency_id <> f.agency_id
        and (f.fulfilled_at is null or f.fulfilled_at > f.handed_at)
        and (f.excused_at is null or f.excused_at > f.handed_at)
)

select * from sender
union all
select * from receiver
