/* ---
title:
  vi: Hai kỳ công bố khác nhau ở đâu, và nguyên nhân
  en: Where two editions differ, and why
why:
  vi: Nguyên nhân của cảnh báo, kết luận và số liệu lấy từ bảng change của các kỳ nối hai kỳ này; kỳ không nối được thì ghi not_compared
  en: The causes of flags, verdicts and numbers are those of the change tables that lead from one edition to the other; where none does it says not_compared
primary_key: [what, key]
--- */
with told as (
    select
        what, key, max(value) filter (where version = 'before') as before, max(value) filter (where version = 'after') as after
    from editions.stated
    group by what, key
),

cause as (
    select what, key, string_agg(distinct cause, ', ' order by cause) as cause
    from editions.step
    group by what, key
),

field_before as (
    unpivot (select standard_id, cast(columns(* exclude (standard_id)) as text) from earlier.main.standard)
    on columns(* exclude (standard_id)) into name field value value
),

field_after as (
    unpivot (select standard_id, cast(columns(* exclude (standard_id)) as text) from later.main.standard)
    on columns(* exclude (standard_id)) into name field value value
),

law as (
    -- a standard of both editions field by field; one that came or went is one row
    select coalesce(o.standard_id, n.standard_id) || '~' || coalesce(o.field, n.field) as key, o.value as before, n.value as after
    from field_before as o
    full join field_after as n on o.standard_id = n.standard_id and o.field = n.field
    where coalesce(o.standard_id, n.standard_id) in (select standard_id from earlier.main.standard)
        and coalesce(o.standard_id, n.standard_id) in (select standard_id from later.main.standard)
    union all
    select coalesce(o.standard_id, n.standard_id) as key, o.legal_basis as before, n.legal_basis as after
    from earlier.main.standard as o
    full join later.main.standard as n on o.standard_id = n.standard_id
    where o.standard_id is null or n.standard_id is null
),

file as (
    select
        coalesce(n.source_file_id, o.source_file_id) as key,
        case when o.source_file_id is not null then concat_ws(', ', o.name, 'withdrawn ' || cast(o.withdrawn_at as text)) end as before,
        case when n.source_file_id is not null then concat_ws(', ', n.name, 'withdrawn ' || cast(n.withdrawn_at as text)) end as after,
        case
            when o.source_file_id is not null then 'corrected_file'
            -- sent again for a month that had been reported
            when exists (
                select 1
                from earlier.main.source_file as b
                where b.source_id = n.source_id and b.month = n.month and coalesce(b.agency_id, '') = coalesce(n.agency_id, '')
            ) then 'corrected_file'
            when n.month > (select strftime(max(e.as_of), '%Y-%m') from earlier.main.edition as e) then 'new_cases'
            else 'late_data'
        end as cause
    from earlier.main.source_file as o
    full join later.main.source_file as n on o.source_file_id = n.source_file_id
)

select t.what, t.key, t.before, t.after, coalesce(c.cause, 'not_compared') as cause
from told as t
left join cause as c on t.what = c.what and t.key = c.key
where t.before is distinct from t.after
union all
select 'standard' as what, key, before, after, 'law' as cause
from law
where before is distinct from after
union all
select 'parameter' as what, coalesce(o.name, n.name) as key, o.value as before, n.value as after, 'parameter' as cause
from earlier.main.parameter as o
full join later.main.parameter as n on o.name = n.name
where o.value is distinct from n.value
union all
select 'source_file' as what, key, before, after, cause
from file
where before is distinct from after
order by what, key
