/* ---
title:
  vi: Hai kỳ công bố khác nhau ở đâu, và nguyên nhân
  en: Where two editions differ, and why
why:
  vi: Nguyên nhân của cảnh báo, kết luận và số liệu lấy từ bảng change của các kỳ nối hai kỳ này; kỳ không nối được thì ghi not_compared. Chỉ số của tháng mà cả hai kỳ cùng tính gộp theo chỉ số, đơn vị, chuẩn mực; ước lượng đổi mà số đếm không đổi gộp theo chuẩn mực
  en: The causes of flags, verdicts and numbers are those of the change tables that lead from one edition to the other; where none does it says not_compared. Indicators of a month both count are one row an indicator, agency and standard; estimates that moved while the counts did not are one row a standard
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
),

-- why numbers of a month that both editions count are not the same: not because the months moved on
restated as (
    select cause, split_part(key, '~', 1) as agency_id, split_part(key, '~', 2) as standard_id
    from editions.step
    where what = 'gap' and cause <> 'new_cases'
),

cell_cause as (
    select agency_id, standard_id, string_agg(distinct cause, ', ' order by cause) as cause from restated group by agency_id, standard_id
),

standard_cause as (select standard_id, string_agg(distinct cause, ', ' order by cause) as cause from restated group by standard_id),

agency_cause as (select agency_id, string_agg(distinct cause, ', ' order by cause) as cause from restated group by agency_id),

otherwise as (
    -- of a number that no judged cell speaks of: what differs between the two at all
    select
        case
            when not (select bool_and(y.connected) from editions.way as y) then 'not_compared'
            when exists (
                select 1 from earlier.main.parameter as q full join later.main.parameter as p on q.name = p.name where q.value is distinct from p.value
            ) then 'parameter'
            when exists (select 1 from law as w where w.before is distinct from w.after) then 'law'
            when exists (select 1 from file as f where f.before is distinct from f.after and f.cause = 'corrected_file') then 'corrected_file'
            when exists (select 1 from file as f where f.before is distinct from f.after) then 'late_data'
            else 'code'
        end as cause
),

month_before as (
    select
        indicator_id, agency_id, standard_id, period, window_months, numerator, denominator, unknown, value,
        concat_ws('/', numerator, denominator) || case when unknown > 0 then concat(' + ', unknown, ' unknown') else '' end as counted
    from earlier.main.observation
),

month_after as (
    select
        indicator_id, agency_id, standard_id, period, window_months, numerator, denominator, unknown, value,
        concat_ws('/', numerator, denominator) || case when unknown > 0 then concat(' + ', unknown, ' unknown') else '' end as counted
    from later.main.observation
),

both_months as (
    -- what is counted of the last month alone (a stock, 12 months) has none in common with another month's edition
    select o.indicator_id, o.window_months, greatest(min(o.period), min(n.period)) as first, least(max(o.period), max(n.period)) as last
    from (select distinct indicator_id, window_months, period from earlier.main.observation) as o
    inner join (select distinct indicator_id, window_months, period from later.main.observation) as n
        on o.indicator_id = n.indicator_id and o.window_months = n.window_months and o.period = n.period
    group by o.indicator_id, o.window_months
),

observed as (
    -- of a month that both count; where the counts are the same the value tells them apart
    select
        coalesce(n.indicator_id, o.indicator_id) as indicator_id, coalesce(n.agency_id, o.agency_id) as agency_id,
        coalesce(n.standard_id, o.standard_id) as standard_id, coalesce(n.period, o.period) as period,
        coalesce(n.window_months, o.window_months) as window_months,
        o.counted || case when o.counted = n.counted then concat(' = ', o.value) else '' end as before,
        n.counted || case when o.counted = n.counted then concat(' = ', n.value) else '' end as after
    from month_before as o
    full join month_after as n
        on o.indicator_id = n.indicator_id and o.agency_id is not distinct from n.agency_id and o.standard_id = n.standard_id
            and o.period = n.period and o.window_months = n.window_months
    where (o.numerator, o.denominator, o.unknown, o.value) is distinct from (n.numerator, n.denominator, n.unknown, n.value)
),

-- one row for an indicator, an agency and a standard, with all months that differ
series as (
    select
        concat_ws('~', v.indicator_id, v.agency_id, v.standard_id, v.window_months || 'm') as key, v.agency_id, v.standard_id,
        string_agg(concat(v.period, ': ', coalesce(v.before, '-')), '; ' order by v.period) as before,
        string_agg(concat(v.period, ': ', coalesce(v.after, '-')), '; ' order by v.period) as after
    from observed as v
    inner join both_months as b
        on v.indicator_id = b.indicator_id and v.window_months = b.window_months and v.period between b.first and b.last
    group by v.indicator_id, v.agency_id, v.standard_id, v.window_months
),

cell as (
    select
        o.agency_id, o.standard_id, o.unknown as unknown_before, n.unknown as unknown_after,
        o.shrunk as shrunk_before, n.shrunk as shrunk_after, o.gap as gap_before, n.gap as gap_after,
        coalesce(o.numerator <> n.numerator or o.denominator <> n.denominator, true) as counted_anew
    from earlier.main.gap as o
    inner join later.main.gap as n on o.agency_id = n.agency_id and o.standard_id = n.standard_id
),

-- cells whose counts are the same and whose estimate moved with their peers: one row for a standard
estimate as (
    select
        standard_id as key,
        concat(
            count(*), ' agencies: mean shrunk ', cast(avg(shrunk_before) as decimal(38, 6)), ', mean gap ', cast(avg(gap_before) as decimal(38, 6)), ', ',
            arg_max(agency_id || ' ' || coalesce(cast(shrunk_before as text), '-'), (abs(coalesce(shrunk_after, 0) - coalesce(shrunk_before, 0)), agency_id))
        ) as before,
        concat(
            count(*), ' agencies: mean shrunk ', cast(avg(shrunk_after) as decimal(38, 6)), ', mean gap ', cast(avg(gap_after) as decimal(38, 6)), ', ',
            arg_max(agency_id || ' ' || coalesce(cast(shrunk_after as text), '-'), (abs(coalesce(shrunk_after, 0) - coalesce(shrunk_before, 0)), agency_id))
        ) as after
    from cell
    where not counted_anew and (shrunk_before, gap_before) is distinct from (shrunk_after, gap_after)
    group by standard_id
),

moved as (
    -- where the months moved on that is the cause, unless facts say another
    select case when o.as_of <> n.as_of and y.connected then 'new_cases' end as cause
    from earlier.main.edition as o
    cross join later.main.edition as n
    cross join editions.way as y
),

peers as (
    select split_part(key, '~', 2) as standard_id, string_agg(distinct cause, ', ' order by cause) as cause
    from editions.step
    where what = 'gap'
    group by split_part(key, '~', 2)
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
union all
select
    'observation' as what, s.key, s.before, s.after,
    case
        when c.cause is not null then c.cause
        -- of all agencies, or of all rules together
        when coalesce(s.agency_id, '') = '' or s.standard_id = '-' then coalesce(a.cause, r.cause, e.cause)
        -- what happened after the earlier one to cases of that month
        else coalesce(m.cause, e.cause)
    end as cause
from series as s
cross join otherwise as e
cross join moved as m
left join cell_cause as c on s.agency_id = c.agency_id and s.standard_id = c.standard_id
left join standard_cause as r on s.standard_id = r.standard_id
left join agency_cause as a on s.agency_id = a.agency_id
union all
select
    'unknown' as what, v.agency_id || '~' || v.standard_id as key,
    cast(v.unknown_before as text) as before, cast(v.unknown_after as text) as after, coalesce(c.cause, m.cause, e.cause) as cause
from cell as v
cross join otherwise as e
cross join moved as m
left join cell_cause as c on v.agency_id = c.agency_id and v.standard_id = c.standard_id
where v.unknown_before is distinct from v.unknown_after
union all
select 'estimate' as what, s.key, s.before, s.after, coalesce(p.cause, m.cause, e.cause) as cause
from estimate as s
cross join otherwise as e
cross join moved as m
left join peers as p on s.key = p.standard_id
order by what, key
