/* ---
title:
  vi: "Gia hạn thì ghi căn cứ và ngày hẹn trả mới"
  en: "An extension has its ground and its new due date; without them it moves nothing"
dimension: completeness
guards: cases.case_event
severity: warning
--- */
select e.case_kind, e.case_id, c.agency_id, e.occurred_at, e.new_due_at
from cases.case_event as e
left join cases.case_ref as c on e.case_kind = c.case_kind and e.case_id = c.case_id
where e.event = 'extended' and (e.ground is null or e.new_due_at is null)
