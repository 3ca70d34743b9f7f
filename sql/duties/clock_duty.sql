/* ---
title:
  vi: Nghĩa vụ tính theo thời hạn của từng vụ việc
  en: Duties counted by the clock, with what fulfilled or excused them
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

paused as (
    select distinct case_kind, case_id from duties.pause
),

fact as (
    select
        c.standard_id, c.case_kind, c.case_id, c.agency_id, c.tier,
        case when s.start_event = 'due_date_passed' then coalesce(p.due_at, c.arises_at) else c.arises_at end as arises_at, c.in_force_at,
        c.responsible_person, c.responsible_unit, c.override_document,
        d.unit, d.direction, d.computed_by, d.by_presence, d.due_event,
        case when s.start_event = 'due_date_passed' then coalesce(p.due_at, d.original_due_at) else d.original_due_at end as original_due_at,
        case when s.start_event = 'due_date_passed' then coalesce(p.due_at, d.due_at) else d.due_at end as due_at,
        -- pauses have moved the promise: the apology for what has passed waits for nothing
        case when s.start_event = 'due_date_passed' then 0 else d.still_paused end as still_paused, d.provisional,
        case
            when s.start_event = 'due_date_passed' then coalesce(p.due_at, d.due_at)
            else coalesce(b.base_due_at, d.paused_due_at)
        end as base_due_at,
        case
            when s.end_event <> 'due_date' or p.due_at is null then e.occurred_at
            when e.occurred_at is not null and p.still_paused = 0 and p.due_at <= k.as_of_end then p.due_at
        end as fulfilled_at,
        x.excused_at,
        s.carried_by,
        -- the fact may precede what starts the duty, where the law sets a day and not a span
        s.computed_by in ('register', 'register_by_document', 'presence')
        or coalesce(s.due_event, '') = s.start_event or s.direction = 'min' as may_precede,
        -- a day the case states is missing: unknown; an act still to come has not happened: not due yet
        s.due_event is not null and d.stated_at is null and not s.due_stated as not_yet_due
    from possible as c
    inner join duties.moved_due as d
        on c.standard_id = d.standard_id and c.case_kind = d.case_kind and c.case_id = d.case_id
    inner join sources.standard as s on c.standard_id = s.standard_id
    left join base as b on s.family = b.family and c.case_kind = b.case_kind and c.case_id = b.case_id
    left join ending as e on c.case_kind = e.case_kind and c.case_id = e.case_id and s.end_event = e.event
    left join excuse as x on c.case_kind = x.case_kind and c.case_id = x.case_id
    left join promise as p
        on c.case_kind = p.case_kind and c.case_id = p.case_id
        and (s.start_event = 'due_date_passed' or s.end_event = 'due_date')
    left join paused as z on c.case_kind = z.case_kind and c.case_id = z.case_id
    cross join sources.clock as k
    where c.choice = 1
        and (
            s.start_event <> 'due_date_passed'
            -- before the rule on the promised day was in force only a day that nothing has moved is known
            or (p.case_id is null and z.case_id is null)
            or (p.still_paused = 0 and p.due_at <= k.as_of_end and (p.ended_at is null or p.ended_at > p.due_at))
        )
),

given as (
    -- every handing over in turn; one to the agency that has the case already is none
    select f.standard_id, f.case_kind, f.case_id, f.agency_id as first_agency_id, h.place, h.handed_at, h.new_agency_id
    from fact as f
    inner join handing as h on f.case_kind = h.case_kind and f.case_id = h.case_id
    left join handing as b on h.case_kind = b.case_kind and h.case_id = b.case_id and h.place = b.place + 1
    where coalesce(h.new_agency_id, '') <> case when b.place is null then f.agency_id else coalesce(b.new_agency_id, '') end
),

turn as (
    select standard_id, case_kind, case_id, first_agency_id as agency_id, 0 as place, cast(null as timestamp) as got_at
    from given
    union
    select standard_id, case_kind, case_id, new_agency_id as agency_id, place, handed_at as got_at
    from given
),

stretch as (
    -- who had it from when until when
    select
        t.*,
        min(t.got_at) over (
            partition by t.standard_id, t.case_kind, t.case_id order by t.place
            rows between 1 following and unbounded following
        ) as handed_at
    from turn as t
),

held as (
    -- what came after the due date, or when it was done or gone, hands nothing on;
    -- an agency that had the case twice answers for the last time: before, it had handed it on in time
    select
        s.*,
        row_number() over (partition by s.standard_id, s.case_kind, s.case_id, s.agency_id order by s.place desc) as from_last
    from stretch as s
    inner join fact as f on s.standard_id = f.standard_id and s.case_kind = f.case_kind and s.case_id = f.case_id
    where s.place = 0
        or (
            s.got_at <= f.due_at
            and (f.fulfilled_at is null or f.fulfilled_at > s.got_at)
            and (f.excused_at is null or f.excused_at > s.got_at)
        )
)

-- the citizen's clock goes on: same start, same due date, whoever has the case
select
    f.standard_id, f.case_kind, f.case_id, coalesce(h.agency_id, f.agency_id) as agency_id, coalesce(a.tier, f.tier) as tier,
    f.arises_at, f.in_force_at,
    case when coalesce(h.agency_id, f.agency_id) = f.agency_id then f.responsible_person end as responsible_person,
    case when coalesce(h.agency_id, f.agency_id) = f.agency_id then f.responsible_unit end as responsible_unit,
    f.override_document, f.unit, f.direction, f.computed_by, f.by_presence, f.original_due_at, f.base_due_at,
    f.due_at, f.still_paused, f.provisional, f.carried_by, f.may_precede, f.not_yet_due,
    -- what another agency did after the handing over is not this one's
    case when f.fulfilled_at > h.handed_at and h.handed_at <= f.due_at then cast(null as timestamp) else f.fulfilled_at end as fulfilled_at,
    case
        when h.handed_at <= coalesce(f.excused_at, h.handed_at) and h.handed_at <= coalesce(f.fulfilled_at, h.handed_at) then h.handed_at
        else f.excused_at
    end as excused_at,
    case when h.agency_id <> f.agency_id then f.agency_id end as handed_by
from fact as f
left join held as h on f.standard_id = h.standard_id and f.case_kind = h.case_kind and f.case_id = h.case_id and h.from_last = 1
left join sources.agency as a on h.agency_id = a.agency_id
-- handed to nobody the file names: nobody is counted
where h.place is null or h.agency_id is not null
