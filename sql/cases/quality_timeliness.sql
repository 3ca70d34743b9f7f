/* ---
title:
  vi: Tệp phải nộp, tệp chưa đến hoặc đến muộn
  en: Files that were due, and those of them that came late or not at all
primary_key: [source_id, agency_id, month]
--- */
with months as (
    select strftime(day, '%Y-%m') as month, day as month_end
    from sources.calendar_day
    where day_of_month = days_in_month
),

came as (
    -- a corrected file may come at any time: the first one counts
    select f.source_id, coalesce(f.agency_id, '') as agency_id, f.month, min(f.received_at) as received_at
    from sources.known_file as f
    where f.month is not null
    group by f.source_id, coalesce(f.agency_id, ''), f.month
),

due as (
    select c.source_id, c.agency_id, c.month, case when cast(c.received_at as date) > m.month_end + cast(s.due_day as integer) then 1 else 0 end as failed
    from came as c
    inner join sources.source as s on c.source_id = s.source_id
    inner join months as m on c.month = m.month
    cross join sources.clock as k
    -- a month is judged when its due day has passed
    where s.sender <> 'once' and m.month_end <= k.as_of and cast(k.known_at as date) > m.month_end + cast(s.due_day as integer)
    union all
    select source_id, agency_id, month, 1 as failed
    from sources.missing_file
)

select source_id, agency_id, month, count(*) as checked, sum(failed) as failed
from due
group by source_id, agency_id, month
