/* ---
title:
  vi: "Tỷ lệ vụ việc xong trong 30 ngày gần với 6 tháng trước"
  en: "The share of cases closed within 30 days is near that of the six months before; a row here may be a lost column of end dates"
dimension: consistency
guards: cases.case_ref
severity: warning
--- */
with course as (
    select source_file_id, accepted_at as began_at, finished_at as ended_at from cases.procedure_case
    union all
    select source_file_id, received_at as began_at, decided_at as ended_at from cases.complaint
    union all
    select source_file_id, received_at as began_at, answered_at as ended_at from cases.petition
    union all
    select source_file_id, received_at as began_at, answered_at as ended_at from cases.information_request
),

-- the newest month of which every case is 30 days old: younger ones are open for no other reason than their youth
era as (select date_trunc('month', as_of - 29) - interval 1 month as newest, date_trunc('month', as_of - 29) as too_young from sources.clock),

counted as (
    select
        f.source_id,
        count(*) filter (where c.began_at >= e.newest) as cases_now,
        count(*) filter (where c.began_at < e.newest) as cases_before,
        count(*) filter (where c.began_at >= e.newest and c.ended_at < c.began_at + interval 30 day) as closed_now,
        count(*) filter (where c.began_at < e.newest and c.ended_at < c.began_at + interval 30 day) as closed_before
    from course as c
    inner join sources.known_file as f on c.source_file_id = f.source_file_id
    cross join era as e
    where c.began_at < e.too_young and c.began_at >= e.newest - interval 6 month
    group by f.source_id
    having count(*) filter (where c.began_at >= e.newest) >= 50 and count(*) filter (where c.began_at < e.newest) >= 50
)

select source_id, cases_now, closed_now, cases_before, closed_before
from counted
where abs(closed_now / cases_now - closed_before / cases_before) > 0.25
