/* ---
title:
  vi: "Cơ cấu kết quả tháng này gần với 6 tháng trước"
  en: "The mix of outcomes is near that of the six months before; a row here may be a changed meaning of codes"
dimension: consistency
guards: cases.case_ref
severity: warning
--- */
with outcome as (
    select source_file_id, status as outcome, finished_at as ended_at from cases.procedure_case where status <> 'processing'
    union all
    select source_file_id, result as outcome, decided_at as ended_at from cases.complaint
    union all
    select source_file_id, result as outcome, pronounced_at as ended_at from cases.judgment
),

counted as (
    select
        f.source_id,
        o.outcome,
        count(*) filter (where strftime(o.ended_at, '%Y-%m') = k.last_month) as cases_now,
        count(*) filter (where strftime(o.ended_at, '%Y-%m') < k.last_month) as cases_before
    from outcome as o
    inner join sources.known_file as f on o.source_file_id = f.source_file_id
    cross join sources.clock as k
    where o.outcome is not null
        and o.ended_at >= date_trunc('month', k.as_of) - interval 6 month and o.ended_at <= k.as_of_end
    group by f.source_id, o.outcome
),

total as (
    select source_id, sum(cases_now) as all_now, sum(cases_before) as all_before
    from counted
    group by source_id
    -- with fewer than 50 cases, mixes differ by chance
    having sum(cases_now) >= 50 and sum(cases_before) >= 50
)

-- total variation distance: the share of cases that changed their outcome; a quarter is far beyond chance at n = 50
select t.source_id, t.all_now, t.all_before, round(sum(abs(c.cases_now / t.all_now - c.cases_before / t.all_before)) / 2, 3) as distance
from counted as c
inner join total as t on c.source_id = t.source_id
group by t.source_id, t.all_now, t.all_before
having sum(abs(c.cases_now / t.all_now - c.cases_before / t.all_before)) / 2 > 0.25
