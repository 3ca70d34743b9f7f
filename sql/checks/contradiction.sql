/* ---
title:
  vi: "Hai hệ thống ghi giống nhau về cùng một vụ việc"
  en: "Two systems say the same of one case"
dimension: consistency
guards: cases.contradiction
severity: warning
--- */
select x.case_kind, x.case_id, c.agency_id, x.field as column_name, x.kept_source, x.other_source
from cases.contradiction as x
left join cases.case_ref as c on x.case_kind = c.case_kind and x.case_id = c.case_id
