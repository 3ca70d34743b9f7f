/* ---
title:
  vi: "Thời gian giải quyết trung vị gần với 12 tháng trước"
  en: "The median duration is near that of the 12 months before; a row here may be a changed date column or time zone"
dimension: consistency
guards: duties.duty
severity: warning
--- */
with monthly as (
    select
        d.standard_id, strftime(d.fulfilled_at, '%Y-%m') as month, count(*) as duties_closed,
        median(date_diff('hour', d.arises_at, d.fulfilled_at) / 24) as median_days
    from duties.duty as d
    cross join sources.clock as k
    where d.status in ('met', 'late') and d.fulfilled_at <= k.as_of_end
    group by d.standard_id, strftime(d.fulfilled_at, '%Y-%m')
    -- of fewer than 20, the middle one is chance
    having count(*) >= 20
),

usual as (
    select m.standard_id, median(m.median_days) as usual_days, 1.4826 * mad(m.median_days) as spread
    from monthly as m
    cross join sources.clock as k
    where m.month < k.last_month and m.month >= strftime(date_trunc('month', k.as_of) - interval 12 month, '%Y-%m')
    group by m.standard_id
    -- fewer than six months are no custom
    having count(*) >= 6
)

select m.standard_id, m.month, m.duties_closed, round(m.median_days, 2) as median_days, round(u.usual_days, 2) as usual_days
from monthly as m
inner join usual as u on m.standard_id = u.standard_id
cross join sources.clock as k
-- five spreads as in source_volume_unusual. A spread is never less than half a day or a tenth: where every month is alike, an hour is no anomaly
where m.month = k.last_month
    and abs(m.median_days - u.usual_days) > 5 * greatest(u.spread, 0.5, 0.1 * u.usual_days)
