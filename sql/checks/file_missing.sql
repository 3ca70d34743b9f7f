/* ---
title:
  vi: "Tệp phải nộp của 12 tháng gần nhất đều đã đến"
  en: "Every file of the last twelve months that was due has come"
dimension: timeliness
guards: sources.clock
severity: warning
--- */
with due as (
    select s.source_id, s.sender, m.month, m.month_end
    from (select source_id, min(month) as month from sources.known_file group by source_id) as seen
    inner join sources.source as s on seen.source_id = s.source_id and s.sender <> 'once'
    cross join (select strftime(day, '%Y-%m') as month, last_day(day) as month_end from sources.calendar_day where day_of_month = 1) as m
    cross join sources.clock as k
    -- a source is expected from the first month anybody sent it, and not before its due day has passed
    where m.month >= seen.month and m.month_end >= k.window_start and m.month_end <= k.as_of
        and cast(k.known_at as date) > m.month_end + cast(s.due_day as integer)
),

expected as (
    select d.source_id, d.month, a.agency_id
    from due as d
    inner join sources.agency as a on a.valid_from <= d.month_end and (a.valid_to is null or a.valid_to >= d.month_end)
    where d.sender = 'agency' and a.tier <> 'inherited'
    union all
    select source_id, month, '' as agency_id from due where sender = 'city'
)

select e.source_id, e.agency_id, e.month
from expected as e
left join sources.known_file as f on e.source_id = f.source_id and e.month = f.month and e.agency_id = coalesce(f.agency_id, '')
where f.source_file_id is null
