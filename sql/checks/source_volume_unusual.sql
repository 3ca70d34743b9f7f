/* ---
title:
  vi: "Số dòng tháng này nằm trong mức dao động của chính nguồn trong 12 tháng trước"
  en: "The month has as many rows as the source itself usually has; a row here lies far outside the spread of its own last 12 months"
dimension: completeness
guards: sources.clock
severity: warning
--- */
with volume as (
    -- a corrected file repeats its month: the fullest file of each sender counts
    select source_id, month, sum(rows_accepted) as rows_accepted
    from (
        select w.source_id, coalesce(w.agency_id, '') as agency_id, w.month, max(f.rows_accepted) as rows_accepted
        from sources.known_file as w
        inner join sources.source_file as f on w.source_file_id = f.source_file_id
        where w.month is not null
        group by w.source_id, coalesce(w.agency_id, ''), w.month
    ) as fullest
    group by source_id, month
),

usual as (
    select v.source_id, median(v.rows_accepted) as median_rows, 1.4826 * mad(v.rows_accepted) as spread
    from volume as v
    cross join sources.clock as k
    where v.month < k.last_month and v.month >= strftime(date_trunc('month', k.as_of) - interval 12 month, '%Y-%m')
    group by v.source_id
    -- fewer than six months are no custom
    having count(*) >= 6
)

select
    v.source_id, v.month, v.rows_accepted, cast(round(u.median_rows) as bigint) as usual_rows,
    round((v.rows_accepted - u.median_rows) / greatest(u.spread, sqrt(u.median_rows), 0.1 * u.median_rows), 1) as spreads_away
from volume as v
inner join usual as u on v.source_id = u.source_id
cross join sources.clock as k
-- five spreads: by chance once in 170 months measured against twelve, once in 30 against six. A spread is never less than counting
-- noise, or a tenth: months may be all alike
where v.month = k.last_month and u.median_rows >= 20
    and abs(v.rows_accepted - u.median_rows) > 5 * greatest(u.spread, sqrt(u.median_rows), 0.1 * u.median_rows)
