/* ---
title:
  vi: Tệp nào làm thay đổi số liệu của đơn vị và chuẩn mực nào
  en: Which file changed what is known of which agency and standard
primary_key: [agency_id, standard_id, source_file_id]
--- */
with case_file as (
    select v.case_kind, v.case_id, f.source_file_id
    from cases.case_version as v
    inner join editions.new_file as f on v.source_file_id = f.source_file_id
    union
    select e.case_kind, e.case_id, f.source_file_id
    from sources.case_event as e
    inner join editions.new_file as f on e.source_file_id = f.source_file_id
    where e.case_id is not null
),

-- exact kinds read more than the status of a duty: a row they counted and would not count now has changed as well
lost as (
    select
        f.agency_id, f.standard_id, coalesce(d.case_kind, e.fact) as case_kind, coalesce(d.case_id, e.row_id) as case_id,
        coalesce(d.agency_id, f.agency_id) as owing_agency_id
    from earlier.main.flag_evidence as e
    inner join earlier.main.flag as f on e.flag_id = f.flag_id
    left join earlier.main.duty as d on e.fact = 'duty' and e.row_id = d.duty_id
    left join recount.gaps.flag_evidence as n on e.flag_id = n.flag_id and e.fact = n.fact and e.row_id = n.row_id
    where n.flag_id is null
),

brought as (
    select c.duty_id, c.agency_id, c.standard_id, f.source_file_id, c.rewritten
    from editions.changed_duty as c
    inner join case_file as f on c.case_kind = f.case_kind and c.case_id = f.case_id
    union all
    select c.duty_id, c.agency_id, c.standard_id, f.source_file_id, c.rewritten
    from editions.changed_duty as c
    inner join recount.duties.duty_source as s on c.duty_id = s.duty_id
    inner join editions.new_file as f on s.source_file_id = f.source_file_id
),

touched as (
    select agency_id, standard_id, source_file_id, rewritten from brought
    union all
    -- no row of the case is new: a file that came ended the silence of its source
    select c.agency_id, c.standard_id, f.source_file_id, cast(false as boolean) as rewritten
    from editions.changed_duty as c
    inner join sources.standard as s on c.standard_id = s.standard_id
    inner join sources.source_file as o on s.carried_by = o.source_id and coalesce(o.agency_id, c.agency_id) = c.agency_id
    inner join editions.new_file as f on o.source_file_id = f.source_file_id
    where c.duty_id not in (select b.duty_id from brought as b)
    union all
    select l.owing_agency_id as agency_id, l.standard_id, f.source_file_id, cast(false as boolean) as rewritten
    from lost as l
    inner join case_file as f on l.case_kind = f.case_kind and l.case_id = f.case_id
)

select t.agency_id, t.standard_id, t.source_file_id, f.name, f.known_at, f.withdrawn, bool_or(t.rewritten or f.corrects) as corrects
from touched as t
inner join editions.new_file as f on t.source_file_id = f.source_file_id
group by all
