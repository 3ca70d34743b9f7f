/* ---
title:
  vi: "Tỷ lệ nghĩa vụ không xác định được của nguồn gần với 12 tháng trước"
  en: "The share of duties that cannot be judged is what the source usually leaves; a row here may be a lost column of dates"
dimension: completeness
guards: duties.duty
severity: warning
--- */
with monthly as (
    select s.carried_by as source_id, d.month, count(*) as duties_due, count(*) filter (where d.status = 'unknown') as duties_unknown
    from duties.duty as d
    inner join sources.standard as s on d.standard_id = s.standard_id
    where d.status in ('met', 'late', 'overdue', 'unknown') and s.carried_by is not null
    group by s.carried_by, d.month
    -- of fewer than 20, a few make a share
    having count(*) >= 20
),

usual as (
    select m.source_id, median(m.duties_unknown / m.duties_due) as median_share, 1.4826 * mad(m.duties_unknown / m.duties_due) as spread
    from monthly as m
    cross join sources.clock as k
    where m.month < k.last_month and m.month >= strftime(date_trunc('month', k.as_of) - interval 12 month, '%Y-%m')
    group by m.source_id
    -- fewer than six months are no custom
    having count(*) >= 6
)

select m.source_id, m.month, m.duties_due, m.duties_unknown, round(u.median_share, 4) as usual_share
from monthly as m
inner join usual as u on m.source_id = u.source_id
cross join sources.clock as k
-- a rise alone is bad news. Five spreads as in source_volume_unusual; a spread is never less than the noise of a share of 1 in 20, or a point
where m.month = k.last_month
    and m.duties_unknown / m.duties_due - u.median_share
    > 5 * greatest(u.spread, sqrt(greatest(u.median_share, 0.05) * (1 - least(u.median_share, 0.95)) / m.duties_due), 0.01)
