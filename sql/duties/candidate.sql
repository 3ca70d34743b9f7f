/* ---
title:
  vi: Nghĩa vụ phát sinh
  en: Case × the standard in force when the duty arose
primary_key: [standard_id, case_kind, case_id]
made_with: duty
--- */
with fact as (
    -- facts dated after as_of do not exist yet
    select e.case_kind, e.case_id, e.event, e.origin, e.occurred_at
    from duties.event as e
    cross join sources.clock as k
    where e.occurred_at <= k.as_of_end
),

first_event as (
    select case_kind, case_id, event, min(occurred_at) as occurred_at, min(origin) as origin
    from fact
    group by case_kind, case_id, event
),

counted_by_clock as (
    -- what no source carries makes no duty; shares and counts have tables of their own
    select s.*
    from sources.standard as s
    where s.measure <> 'not_measured' and not s.after_limit
        and s.computed_by in ('clock', 'posting', 'register', 'register_by_document', 'presence')
),

placed as (
    select e.case_kind, e.case_id, e.event, e.origin, e.occurred_at, c.procedure_code
    from first_event as e
    inner join cases.case_ref as c on e.case_kind = c.case_kind and e.case_id = c.case_id
),

rule as (
    -- a limit set by procedure concerns that procedure's dossiers and no other: told apart here, or every dossier meets every limit
    select s.standard_id, s.case_kind, s.start_event, s.end_event, s.start_on_row, '' as procedure_code
    from counted_by_clock as s
    where not s.by_procedure
    union all
    select s.standard_id, s.case_kind, s.start_event, s.end_event, s.start_on_row, p.procedure_code
    from counted_by_clock as s
    inner join sources.procedure as p on s.standard_id = p.standard_id
    where s.by_procedure
    group by s.standard_id, s.case_kind, s.start_event, s.end_event, s.start_on_row, p.procedure_code
),

arisen as (
    select r.standard_id, e.case_kind, e.case_id, e.occurred_at as arises_at, e.occurred_at as in_force_at
    from placed as e
    inner join rule as r
        on e.case_kind = r.case_kind and e.event = r.start_event and (r.procedure_code = '' or e.procedure_code = r.procedure_code)
),

unstarted as (
    -- the end is recorded on the case's own row, the start is not: a defect of the data, never a duty met
    select r.standard_id, e.case_kind, e.case_id, cast(null as timestamp) as arises_at, e.occurred_at as in_force_at
    from placed as e
    inner join rule as r
        on e.case_kind = r.case_kind and e.event = r.end_event and (r.procedure_code = '' or e.procedure_code = r.procedure_code)
    left join first_event as b
        on e.case_kind = b.case_kind and e.case_id = b.case_id and r.start_event = b.event
    where b.case_id is null and e.origin = 'row' and r.start_on_row
),

possible as (
    select * from arisen
    union all
    select * from unstarted
),

owed as (
    -- who owes it: mostly the agency of the case; the inspecting body, its superior or the city where the law says so
    select
        p.standard_id, s.family, p.case_kind, p.case_id, p.arises_at, p.in_force_at,
        case
            when s.owed_by = 'inspecting_agency' then c.inspecting_agency_id
            when s.owed_by = 'parent_agency' then a.parent_id
            when s.owed_by = 'city' then s.city_agency
            else c.agency_id
        end as agency_id,
        s.owed_by, s.led_by, c.procedure_code, c.responsible_person, c.responsible_unit, s.conditions, s.by_procedure
    from possible as p
    inner join counted_by_clock as s on p.standard_id = s.standard_id
    inner join cases.case_ref as c on p.case_kind = c.case_kind and p.case_id = c.case_id
    inner join sources.agency as a on c.agency_id = a.agency_id
    where cast(p.in_force_at as date) >= s.effective_from
        and (s.effective_to is null or cast(p.in_force_at as date) <= s.effective_to)
),

in_force as (
    select o.*, a.tier
    from owed as o
    inner join sources.agency as a on o.agency_id = a.agency_id
    inner join sources.standard_tier as t
        on o.standard_id = t.standard_id
        -- the unit that leads inspections of the city inspects for the city
        and t.tier = case when o.owed_by = 'inspecting_agency' and o.agency_id = o.led_by then 'city' else a.tier end
),

slip as (
    -- a day written on the slip moves as the procedure's own limit does: in its unit, and off a day off where that limit does;
    -- where the law has no limit for the procedure, in the days on which an office works
    select
        i.standard_id, i.case_kind, i.case_id,
        coalesce(max(coalesce(v.unit, p.unit, s.unit)), 'working_day') as pause_unit,
        max(case when s.ends_on_working_day then 1 else 0 end) as moves_off_days_off
    from in_force as i
    inner join counted_by_clock as b on i.standard_id = b.standard_id and b.due_stated and b.unit is null
    left join sources.procedure as p
        on i.procedure_code = p.procedure_code
        and cast(i.in_force_at as date) >= p.effective_from
        and (p.effective_to is null or cast(i.in_force_at as date) <= p.effective_to)
    left join sources.standard as s on p.standard_id = s.standard_id
    left join sources.procedure_override as v
        on i.procedure_code = v.procedure_code
        and cast(i.in_force_at as date) >= v.effective_from
        and (v.effective_to is null or cast(i.in_force_at as date) <= v.effective_to)
    where i.case_kind = 'procedure_case'
    group by i.standard_id, i.case_kind, i.case_id
),

condition_met as (
    select i.standard_id, i.case_kind, i.case_id, count(*) as met, max(e.occurred_at) as condition_at
    from in_force as i
    inner join sources.standard_condition as q on i.standard_id = q.standard_id
    inner join cases.case_trait as t
        on i.case_kind = t.case_kind and i.case_id = t.case_id and q.trait = t.trait
    left join first_event as e
        on i.case_kind = e.case_kind and i.case_id = e.case_id and q.trait = concat('event:', e.event)
    where q.value = '*' or q.value = t.value
    group by i.standard_id, i.case_kind, i.case_id
),

applicable as (
    select
        i.*,
        coalesce(v.limit_value, p.limit_value) as procedure_limit,
        coalesce(v.unit, p.unit) as procedure_unit,
        v.document as override_document,
        m.condition_at,
        w.pause_unit, w.moves_off_days_off
    from in_force as i
    left join slip as w on i.standard_id = w.standard_id and i.case_kind = w.case_kind and i.case_id = w.case_id
    left join condition_met as m on i.standard_id = m.standard_id and i.case_kind = m.case_kind and i.case_id = m.case_id
    left join sources.procedure as p
        on i.standard_id = p.standard_id
        and i.procedure_code = p.procedure_code
        and cast(i.in_force_at as date) >= p.effective_from
        and (p.effective_to is null or cast(i.in_force_at as date) <= p.effective_to)
    -- the city may set a shorter limit for a procedure, by a dated document
    left join sources.procedure_override as v
        on i.by_procedure and i.procedure_code = v.procedure_code
        and cast(i.in_force_at as date) >= v.effective_from
        and (v.effective_to is null or cast(i.in_force_at as date) <= v.effective_to)
    where coalesce(m.met, 0) = i.conditions
        and (not i.by_procedure or p.standard_id is not null)
)

select
    standard_id, case_kind, case_id, agency_id, tier, arises_at, in_force_at,
    responsible_person, responsible_unit, procedure_limit, procedure_unit, override_document, pause_unit, moves_off_days_off,
    -- every variant whose conditions hold; which one applies is chosen when the due date of the base rule is known
    family, conditions, condition_at
from applicable
