/* ---
title:
  vi: "Đơn vị không biến mất khỏi tệp chung của thành phố"
  en: "No agency vanishes from a file that the city sends for all"
dimension: completeness
guards: cases.case_ref
severity: warning
--- */
with flow as (
    select source_file_id, agency_id, strftime(accepted_at, '%Y-%m') as month from cases.procedure_case
    union all
    select source_file_id, agency_id, strftime(received_at, '%Y-%m') as month from cases.petition
),

volume as (
    select f.source_id, w.agency_id, w.month, count(*) as cases_found
    from flow as w
    inner join sources.known_file as f on w.source_file_id = f.source_file_id
    inner join sources.source as s on f.source_id = s.source_id and s.sender = 'city'
    group by f.source_id, w.agency_id, w.month
),

usual as (
    select v.source_id, v.agency_id, avg(v.cases_found) as mean_cases
    from volume as v
    cross join sources.clock as k
    where v.month < k.last_month and v.month >= strftime(date_trunc('month', k.as_of) - interval 6 month, '%Y-%m')
    group by v.source_id, v.agency_id
    having count(*) >= 3
),

-- where the month's file did not come at all, that is the finding
came as (select distinct f.source_id from sources.known_file as f inner join sources.clock as k on f.month = k.last_month)

select u.source_id, u.agency_id, k.last_month as month, coalesce(v.cases_found, 0) as cases_found, cast(round(u.mean_cases) as bigint) as mean_cases
from usual as u
inner join came as c on u.source_id = c.source_id
cross join sources.clock as k
left join volume as v on u.source_id = v.source_id and u.agency_id = v.agency_id and k.last_month = v.month
-- a fifth of 20 or more: no season of an office looks like that
where u.mean_cases >= 20 and coalesce(v.cases_found, 0) < 0.2 * u.mean_cases
