/* ---
title:
  vi: Nghĩa vụ phát sinh
  en: Case × the standard in force when the duty arose
primary_key: [standard_id, case_id]
--- */
with event as (
    -- facts dated after as_of do not exist yet
    select e.case_kind, e.case_id, e.event, e.origin, e.occurred_at
    from cases.case_event as e
    cross join sources.clock as k
    where e.occurred_at <= k.as_of_end
),

first_event as (
    select case_kind, case_id, event, min(occurred_at) as occurred_at, min(origin) as origin
    from event
    group by case_kind, case_id, event
),

arisen as (
    select s.standard_id, e.case_kind, e.case_id, e.occurred_at as arises_at, e.occurred_at as in_force_at
    from first_event as e
    inner join sources.standard as s on e.case_kind = s.case_kind and e.event = s.start_event
),

unstarted as (
    -- the end is recorded on the case's own row, the start is not: a defect of the data, never a duty met
    select s.standard_id, e.case_kind, e.case_id, cast(null as timestamp) as arises_at, e.occurred_at as in_force_at
    from first_event as e
    inner join sources.standard as s on e.case_kind = s.case_kind and e.event = s.end_event
    left join first_event as b
        on e.case_kind = b.case_kind and e.case_id = b.case_id and s.start_event = b.event
    where b.case_id is null and e.origin = 'row'
),

possible as (
    select * from arisen
    union all
    select * from unstarted
),

in_force as (
    select
        p.standard_id, s.family, p.case_kind, p.case_id, p.arises_at, p.in_force_at,
        c.agency_id, a.tier, c.procedure_code, c.responsible_person, c.responsible_unit,
        s.conditions
    from possible as p
    inner join sources.standard as s on p.standard_id = s.standard_id
    inner join cases.case_ref as c on p.case_kind = c.case_kind and p.case_id = c.case_id
    inner join sources.agency as a on c.agency_id = a.agency_id
    inner join sources.standard_tier as t on s.standard_id = t.standard_id and a.tier = t.tier
    where cast(p.in_force_at as date) >= s.effective_from
        and (s.effective_to is null or cast(p.in_force_at as date) <= s.effective_to)
),

condition_met as (
    select i.standard_id, i.case_id, count(*) as met
    from in_force as i
    inner join sources.standard_condition as q on i.standard_id = q.standard_id
    inner join cases.case_trait as t
        on i.case_kind = t.case_kind and i.case_id = t.case_id and q.trait = t.trait
    where q.value = '*' or q.value = t.value
    group by i.standard_id, i.case_id
),

applicable as (
    select
        i.*,
        p.limit_value as procedure_limit,
        p.unit as procedure_unit,
        -- of the variants of one duty exactly one applies: the one with the most conditions, all met
        row_number() over (
            partition by i.family, i.case_kind, i.case_id
            order by i.conditions desc, i.standard_id
        ) as choice
    from in_force as i
    inner join sources.standard as s on i.standard_id = s.standard_id
    left join condition_met as m on i.standard_id = m.standard_id and i.case_id = m.case_id
    left join sources.procedure as p
        on i.standard_id = p.standard_id
        and i.procedure_code = p.procedure_code
        and cast(i.in_force_at as date) >= p.effective_from
        and (p.effective_to is null or cast(i.in_force_at as date) <= p.effective_to)
    where coalesce(m.met, 0) = i.conditions
        and (not s.by_procedure or p.standard_id is not null)
)

select
    standard_id, case_kind, case_id, agency_id, tier, arises_at, in_force_at,
    responsible_person, responsible_unit, procedure_limit, procedure_unit
from applicable
where choice = 1
