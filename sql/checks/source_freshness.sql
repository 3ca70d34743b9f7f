/* ---
title:
  vi: "Tệp mới nhất của nguồn thuộc tháng đã đến hạn gần nhất"
  en: "The newest file of a source is of the last month that was due"
dimension: timeliness
guards: sources.clock
severity: warning
--- */
with newest as (
    select f.source_id, max(f.month) as newest_month, max(f.received_at) as newest_received_at
    from sources.known_file as f
    where f.month is not null
    group by f.source_id
),

due as (
    select s.source_id, max(strftime(d.day, '%Y-%m')) as due_month
    from sources.source as s
    cross join sources.clock as k
    inner join sources.calendar_day as d on d.day <= k.as_of and d.day_of_month = d.days_in_month
    where s.sender <> 'once' and cast(k.known_at as date) > d.day + cast(s.due_day as integer)
    group by s.source_id
)

select n.source_id, n.newest_month, n.newest_received_at, d.due_month
from newest as n
inner join due as d on n.source_id = d.source_id
where n.newest_month < d.due_month
