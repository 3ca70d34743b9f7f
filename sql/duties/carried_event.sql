/* ---
title:
  vi: Tháng có sự kiện của từng loại trong nguồn
  en: In which months anybody sent an event of a kind
primary_key: [case_kind, event, month_no]
made_with: duty
--- */
select distinct e.case_kind, e.event, d.month_no
from cases.case_event as e
inner join sources.calendar_day as d on cast(e.occurred_at as date) = d.day
cross join sources.clock as k
where e.occurred_at <= k.as_of_end
