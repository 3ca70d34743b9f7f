/* ---
title:
  vi: "Ngày hẹn trả mới không sớm hơn ngày của sự kiện"
  en: "A new due date does not lie before the event that sets it"
dimension: consistency
guards: cases.case_event
severity: warning
--- */
select e.case_kind, e.case_id, c.agency_id, e.event, e.occurred_at, e.new_due_at
from cases.case_event as e
left join cases.case_ref as c on e.case_kind = c.case_kind and e.case_id = c.case_id
where cast(e.new_due_at as date) < cast(e.occurred_at as date)
