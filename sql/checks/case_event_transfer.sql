/* ---
title:
  vi: "Chuyển đơn vị thì ghi đơn vị mới, có trong danh mục"
  en: "A transfer names the new agency, and the register has it"
dimension: completeness
guards: cases.case_event
severity: warning
--- */
select e.case_kind, e.case_id, c.agency_id, e.occurred_at, e.new_agency_id
from cases.case_event as e
left join sources.agency as a on e.new_agency_id = a.agency_id
left join cases.case_ref as c on e.case_kind = c.case_kind and e.case_id = c.case_id
where e.event = 'transferred' and a.agency_id is null
