/* ---
title:
  vi: "Sự kiện không được ghi nhận trước khi xảy ra"
  en: "No event is recorded before it happened"
dimension: consistency
guards: cases.case_event
severity: warning
--- */
select e.case_kind, e.case_id, c.agency_id, e.event, e.occurred_at, e.recorded_at
from cases.case_event as e
left join cases.case_ref as c on e.case_kind = c.case_kind and e.case_id = c.case_id
where cast(e.recorded_at as date) < cast(e.occurred_at as date)
