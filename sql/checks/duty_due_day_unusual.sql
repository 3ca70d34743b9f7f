/* ---
title:
  vi: "Tỷ lệ nghĩa vụ hoàn thành đúng ngày hạn cuối gần với 12 tháng trước"
  en: "The share closed on the very due day is near that of the 12 months before; a row here may be dates written to fit, or a system that fills them in"
dimension: consistency
guards: duties.duty
severity: warning
--- */
with monthly as (
    select
        d.standard_id, strftime(d.fulfilled_at, '%Y-%m') as month, count(*) as duties_closed,
        count(*) filter (where cast(d.fulfilled_at as date) = cast(d.due_at as date)) as closed_on_due_day
    from duties.duty as d
    cross join sources.clock as k
    where d.status in ('met', 'late') and d.fulfilled_at <= k.as_of_end
    group by d.standard_id, strftime(d.fulfilled_at, '%Y-%m')
    -- of fewer than 20, a few make a share
    having count(*) >= 20
),

usual as (
    select
        m.standard_id, median(m.closed_on_due_day / m.duties_closed) as median_share,
        1.4826 * mad(m.closed_on_due_day / m.duties_closed) as spread
    from monthly as m
    cross join sources.clock as k
    where m.month < k.last_month and m.month >= strftime(date_trunc('month', k.as_of) - interval 12 month, '%Y-%m')
    group by m.standard_id
    -- fewer than six months are no custom
    having count(*) >= 6
)

select m.standard_id, m.month, m.duties_closed, m.closed_on_due_day, round(u.median_share, 4) as usual_share
from monthly as m
inner join usual as u on m.standard_id = u.standard_id
cross join sources.clock as k
-- both ways: a share that vanishes was written by something that no longer runs. Noise as in duty_unknown_unusual
where m.month = k.last_month
    and abs(m.closed_on_due_day / m.duties_closed - u.median_share)
    > 5 * greatest(u.spread, sqrt(greatest(u.median_share, 0.05) * (1 - least(u.median_share, 0.95)) / m.duties_closed), 0.01)
