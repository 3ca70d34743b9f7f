/* ---
title:
  vi: "Sự kiện thuộc về một vụ việc đã biết"
  en: "Every event belongs to a known case; a row here came without its case"
dimension: consistency
guards: cases.case_event
severity: warning
--- */
select e.case_kind, e.case_id, e.event
from cases.case_event as e
left join cases.case_ref as c on e.case_kind = c.case_kind and e.case_id = c.case_id
where c.case_id is null
