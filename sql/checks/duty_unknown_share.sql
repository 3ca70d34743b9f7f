/* ---
title:
  vi: "Không quá 20 % nghĩa vụ đến hạn không xác định được"
  en: "No more than a fifth of the duties falling due cannot be judged; a row here rests on too little"
dimension: completeness
guards: duties.duty
severity: warning
--- */
select d.agency_id, d.standard_id, count(*) as duties_due, count(*) filter (where d.status = 'unknown') as duties_unknown
from duties.duty as d
cross join sources.clock as k
where d.status in ('met', 'late', 'overdue', 'unknown')
    and d.month >= strftime(k.window_start, '%Y-%m') and d.month <= k.last_month
group by d.agency_id, d.standard_id
-- under 20 duties, a fifth is a handful
having count(*) >= 20 and count(*) filter (where d.status = 'unknown') > 0.20 * count(*)
