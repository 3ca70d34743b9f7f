/* ---
title:
  vi: Tệp phải nộp mà chưa có
  en: Files that had to come and did not
primary_key: [source_id, agency_id, month]
--- */
with months as (
    select distinct strftime(d.day, '%Y-%m') as month, last_day(d.day) as month_end
    from sources.calendar_day as d
    cross join sources.clock as k
    where d.day <= k.as_of
),

first_seen as (
    -- a source is expected from the first month anybody sent it
    select s.source_id, s.sender, s.due_day, min(f.month) as month
    from sources.source as s
    inner join sources.known_file as f on s.source_id = f.source_id
    where s.sender <> 'once' and f.month is not null
    group by s.source_id, s.sender, s.due_day
),

expected as (
    select s.source_id, case when s.sender = 'agency' then a.agency_id else '' end as agency_id, m.month
    from first_seen as s
    inner join months as m on m.month >= s.month
    inner join sources.agency as a
        on a.tier <> 'inherited' and a.valid_from <= m.month_end and (a.valid_to is null or a.valid_to >= m.month_end)
    cross join sources.clock as k
    -- not before its due day has passed
    where k.known_at >= m.month_end + to_days(cast(s.due_day + 1 as integer))
)

select distinct e.source_id, e.agency_id, e.month
from expected as e
where not exists (
    select 1
    from sources.known_file as f
    where f.source_id = e.source_id and f.month = e.month and coalesce(f.agency_id, '') = e.agency_id
)
