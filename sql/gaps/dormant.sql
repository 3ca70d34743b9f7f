/* ---
title:
  vi: Số vụ việc trong 12 tháng của từng loại mà đơn vị có trách nhiệm giải quyết, kể cả đơn vị không có vụ việc nào
  en: Cases of the 12 months of each kind an agency has to deal with, agencies without any included
primary_key: [agency_id, standard_id]
fields:
  agency_id: {type: TEXT, vi: đơn vị, en: agency}
  tier: {type: TEXT, vi: cấp của đơn vị, en: tier of the agency}
  standard_id: {type: TEXT, vi: chuẩn mực, en: standard}
  subject: {type: TEXT, vi: đối tượng cụ thể của dấu hiệu, en: what exactly it is about}
  fact: {type: TEXT, vi: loại dòng chứng cứ, en: table that the evidence rows stand in}
  cases: {type: BIGINT, vi: số vụ việc thấy được, en: cases seen}
  dossiers: {type: BIGINT, vi: "số hồ sơ trong kỳ, cho biết đơn vị có hoạt động", en: "dossiers of the window: the agency is at work"}
  began_at: {type: TIMESTAMP, vi: thời điểm sớm nhất, en: earliest moment}
  row_ids: {type: "TEXT[]", vi: mã các dòng chứng cứ, en: keys of the evidence rows}
evidence: >-
  select a.* from agency as a where a.agency_id = {agency} and not exists (select 1 from duty as d
  inner join standard as s on d.standard_id = s.standard_id where coalesce(s.variant_of, s.standard_id) = {standard}
  and d.agency_id = a.agency_id and d.tier <> 'inherited' and strftime(d.arises_at, '%Y-%m') between {first} and {last})
--- */
with held as (
    -- variants of one duty are one kind of case; one pass over duties, then everything is agency × standard
    select s.family as standard_id, d.agency_id, d.tier, count(*) as cases
    from duties.duty as d
    inner join sources.standard as s on d.standard_id = s.standard_id
    cross join sources.clock as k
    where d.arises_at >= k.window_start and d.arises_at <= k.as_of_end and d.tier <> 'inherited'
    group by s.family, d.agency_id, d.tier
),

kept as (
    -- what people and businesses bring, and what the agency's own enforcement finds; what others give it (tasks,
    -- recommendations, documents to issue) says nothing of its practice, registers and counts hold no cases
    select s.standard_id, s.case_kind, s.by_procedure, s.carried_by, t.tier, q.sender
    from sources.standard as s
    inner join sources.standard_tier as t on s.standard_id = t.standard_id
    -- the source that holds the cases, not one of events that only some of them have
    inner join sources.source as q on s.carried_by = q.source_id and q.kind = s.case_kind and q.completeness = 'complete'
    cross join sources.clock as k
    where
        s.case_kind in ('procedure_case', 'complaint', 'denunciation', 'petition', 'information_request', 'sanction')
        and s.measure = 'scored' and s.computed_by = 'clock' and s.owed_by = 'agency' and s.start_on_row
        and s.family = s.standard_id and s.conditions = 0
        -- every dossier has a procedure: those are looked at one by one, not once more together
        and (s.case_kind <> 'procedure_case' or s.by_procedure)
        and s.effective_from <= k.window_start and coalesce(s.effective_to >= k.window_end, true)
),

first_step as (
    -- no case, no step of it: of the standards of one kind the one with the most cases, which is the first step
    select k.*
    from kept as k
    left join (select standard_id, tier, sum(cases) as cases from held group by standard_id, tier) as h
        on k.standard_id = h.standard_id and k.tier = h.tier
    qualify k.by_procedure
        or row_number() over (partition by k.case_kind, k.tier, k.by_procedure order by h.cases desc nulls last, k.standard_id) = 1
),

came as (
    -- files of the months of the window; a source without months came or did not come as a whole
    select c.source_id, c.agency_id, count(*) filter (where c.month <> '*') as months, bool_or(c.month = '*') as whole
    from duties.covered as c
    cross join sources.clock as k
    where c.month = '*' or c.month between strftime(k.window_start, '%Y-%m') and k.last_month
    group by c.source_id, c.agency_id
),

dossier as (
    select p.agency_id, count(*) as dossiers
    from cases.procedure_case as p
    cross join sources.clock as k
    where p.accepted_at >= k.window_start and p.accepted_at <= k.as_of_end
    group by p.agency_id
)

select
    a.agency_id, a.tier, f.standard_id, cast(null as text) as subject, 'agency' as fact,
    cast(coalesce(h.cases, 0) as bigint) as cases,
    cast(coalesce(d.dossiers, 0) as bigint) as dossiers,
    cast(k.window_start as timestamp) as began_at,
    [a.agency_id] as row_ids
from first_step as f
cross join sources.clock as k
inner join sources.agency as a
    on f.tier = a.tier and a.valid_from <= k.window_start and coalesce(a.valid_to >= k.window_end, true)
-- whose files did not come is unreported, never dormant
inner join came as m
    on f.carried_by = m.source_id and (m.whole or m.months = 12)
    and m.agency_id = case when f.sender = 'agency' then a.agency_id else '*' end
left join held as h on f.standard_id = h.standard_id and a.agency_id = h.agency_id and a.tier = h.tier
left join dossier as d on a.agency_id = d.agency_id
