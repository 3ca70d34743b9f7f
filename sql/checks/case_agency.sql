/* ---
title:
  vi: "Đơn vị của vụ việc có trong danh mục đơn vị"
  en: "The agency of every case is in the register"
dimension: consistency
guards: cases.case_ref
severity: error
--- */
select c.case_kind, c.case_id, c.agency_id
from cases.case_ref as c
left join sources.agency as a on c.agency_id = a.agency_id
where a.agency_id is null
