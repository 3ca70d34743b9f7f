/* ---
title:
  vi: "Số dòng tháng này không quá ba lần mức trung bình 6 tháng trước"
  en: "The month has at most three times the rows of the six months before; a row here may be an export of other months too"
dimension: validity
guards: sources.clock
severity: warning
--- */
with volume as (
    -- a corrected file repeats its month: the fullest file of a month counts
    select w.source_id, coalesce(w.agency_id, '') as agency_id, w.month, max(f.rows_accepted) as rows_accepted
    from sources.known_file as w
    inner join sources.source_file as f on w.source_file_id = f.source_file_id
    where w.month is not null
    group by w.source_id, coalesce(w.agency_id, ''), w.month
),

usual as (
    -- six months are enough for a mean and short enough to follow the year; fewer than three are no custom
    select v.source_id, v.agency_id, avg(v.rows_accepted) as mean_rows
    from volume as v
    cross join sources.clock as k
    where v.month < k.last_month and v.month >= strftime(date_trunc('month', k.as_of) - interval 6 month, '%Y-%m')
    group by v.source_id, v.agency_id
    having count(*) >= 3
)

select v.source_id, v.agency_id, v.month, v.rows_accepted, cast(round(u.mean_rows) as bigint) as mean_rows
from volume as v
inner join usual as u on v.source_id = u.source_id and v.agency_id = u.agency_id
cross join sources.clock as k
-- under 20 rows a month, three times as many is still chance
where v.month = k.last_month and u.mean_rows >= 20 and v.rows_accepted > 3 * u.mean_rows
