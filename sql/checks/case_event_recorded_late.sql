/* ---
title:
  vi: "Sự kiện được ghi nhận trong vòng 31 ngày"
  en: "Events are recorded within 31 days; a pause entered later looks like an excuse made afterwards"
dimension: timeliness
guards: cases.case_event
severity: warning
--- */
select e.case_kind, e.case_id, c.agency_id, e.event, e.occurred_at, e.recorded_at
from cases.case_event as e
left join cases.case_ref as c on e.case_kind = c.case_kind and e.case_id = c.case_id
-- 31 days: a month's events belong into that month's file
where cast(e.recorded_at as date) > cast(e.occurred_at as date) + 31
