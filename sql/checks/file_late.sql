/* ---
title:
  vi: "Tệp của tháng đến trong hạn nộp"
  en: "A month's file comes by its due day"
dimension: timeliness
guards: sources.clock
severity: warning
--- */
select f.source_id, f.agency_id, f.month, min(f.received_at) as received_at, max(last_day(strptime(f.month, '%Y-%m')) + cast(s.due_day as integer)) as due_day
from sources.known_file as f
inner join sources.source as s on f.source_id = s.source_id and s.sender <> 'once'
where f.month is not null
group by f.source_id, f.agency_id, f.month
-- a corrected file may come at any time: the first one counts
having cast(min(f.received_at) as date) > max(last_day(strptime(f.month, '%Y-%m')) + cast(s.due_day as integer))
