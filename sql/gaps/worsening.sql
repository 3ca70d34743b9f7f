/* ---
title:
  vi: Nghĩa vụ đến hạn và đã thực hiện của 18 tháng, từng tháng
  en: Duties due and met in the last 18 months, month by month
primary_key: [agency_id, standard_id, month]
fields:
  agency_id: {type: TEXT, vi: đơn vị, en: agency}
  standard_id: {type: TEXT, vi: chuẩn mực, en: standard}
  tier: {type: TEXT, vi: cấp của đơn vị, en: tier of the agency}
  month: {type: TEXT, vi: tháng đến hạn, en: month it falls due}
  met: {type: BIGINT, vi: số nghĩa vụ thực hiện đúng, en: duties met}
  total: {type: BIGINT, vi: số nghĩa vụ đến hạn, en: duties due}
evidence: >-
  select * from duty where standard_id = {standard} and agency_id = {agency} and status in ('late', 'overdue')
  and month between {first} and {last} order by duty_id
--- */
select
    d.agency_id, d.standard_id, d.tier, d.month,
    cast(count(*) filter (where d.status = 'met') as bigint) as met,
    cast(count(*) as bigint) as total
from duties.duty as d
inner join sources.standard as s on d.standard_id = s.standard_id
inner join sources.source as q on s.carried_by = q.source_id
cross join sources.clock as k
where d.status in ('met', 'late', 'overdue')
    -- 6 months and the 12 before
    and d.month >= strftime(k.window_start - interval 6 month, '%Y-%m')
    and d.month <= k.last_month
    -- a sample or an incomplete source shows what happened, not how often; an indicative standard likewise
    and s.measure = 'scored' and q.completeness = 'complete'
    -- what a dissolved unit left behind is nobody's rate: it has no peers
    and d.tier <> 'inherited'
group by d.agency_id, d.standard_id, d.tier, d.month
