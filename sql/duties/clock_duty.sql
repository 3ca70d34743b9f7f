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
    select s.family, d.case_kind, d.case_id, max(d.paused_due_at) as base_due_at
    from duties.moved_due as d
    inner join sources.standard as s on d.standard_id = s.standard_id and s.standard_id = s.family
    group by s.family, d.case_kind, d.case_id
),

possible as (
    -- of the variants of one duty exactly one applies: the one with the most conditions, all met;
    -- an act that grants the longer limit must be done before the shorter one has run out
    select
        c.*,
        row_number() over (
            partition by c.family, c.case_kind, c.case_id
            order by c.conditions desc, c.standard_id
        ) as choice
    from duties.candidate as c
    left join base as b on c.family = b.family and c.case_kind = b.case_kind and c.case_id = b.case_id
    where c.standard_id = c.family or c.condition_at is null or b.base_due_at is null or c.condition_at <= b.base_due_at
),

promise as (
    -- the day a result was promised for, as pauses have moved it: only when that day has passed is an apology owed
    select
        d.case_kind, d.case_id, max(d.due_at) as due_at, max(d.still_paused) as still_paused, min(e.occurred_at) as ended_at
    from duties.moved_due as d
    left join ending as e
        on d.case_kind = e.case_kind and d.case_id = e.case_id
        and e.event in ('result_ready', 'withdrawn', 'returned_unprocessed')
    where d.due_event = 'result_promised' and d.due_at is not null
    group by d.case_kind, d.case_id
),

fact as (
    select
        c.standard_id, c.case_kind, c.case_id, c.agency_id, c.tier, c.arises_at, c.in_force_at,
        c.responsible_person, c.responsible_unit, c.override_document,
        d.unit, d.direction, d.computed_by, d.by_presence, d.due_event,
        case when s.start_event = 'due_date_passed' then coalesce(p.due_at, d.original_due_at) else d.original_due_at end as original_due_at,
        case when s.start_event = 'due_date_passed' then coalesce(p.due_at, d.due_at) else d.due_at end as due_at,
        d.still_paused, d.provisional,
        case
            when s.start_event = 'due_date_passed' then coalesce(p.due_at, d.due_at)
            else coalesce(b.base_due_at, d.paused_due_at)
        end as base_due_at,
        case
            when s.end_event <> 'due_date' or p.due_at is null then e.occurred_at
            when e.occurred_at is not null and p.still_paused = 0 and p.due_at <= k.as_of_end then p.due_at
        end as fulfilled_at,
        x.excused_at, h.handed_at, h.new_agency_id,
        s.carried_by,
        -- the fact may precede what starts the duty, where the law sets a day and not a span
        s.computed_by in ('register', 'presence') or coalesce(s.due_event, '') = s.start_event or s.direction = 'min' as may_precede,
        -- a day the case states is missing: unknown; an act still to come has not happened: not due yet
        s.due_event is not null and d.stated_at is null and not s.due_stated as not_yet_due
    from possible as c
    inner join duties.moved_due as d
        on c.standard_id = d.standard_id and c.case_kind = d.case_kind and c.case_id = d.case_id
    inner join sources.standard as s on c.standard_id = s.standard_id
    left join base as b on s.family = b.family and c.case_kind = b.case_kind and c.case_id = b.case_id
    left join ending as e on c.case_kind = e.case_kind and c.case_id = e.case_id and s.end_event = e.event
    left join excuse as x on c.case_kind = x.case_kind and c.case_id = x.case_id
    left join handing as h on c.case_kind = h.case_kind and c.case_id = h.case_id and h.place = 1
    left join promise as p
        on c.case_kind = p.case_kind and c.case_id = p.case_id
        and (s.start_event = 'due_date_passed' or s.end_event = 'due_date')
    cross join sources.clock as k
    where c.choice = 1
        and (
            s.start_event <> 'due_date_passed' or p.case_id is null
            or (p.still_paused = 0 and p.due_at <= k.as_of_end and (p.ended_at is null or p.ended_at > p.due_at))
        )
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
