/* ---
title:
  vi: Đơn vị của hồ sơ có trong danh mục
  en: The agency of every case is in the register (procedure_case)
guards: cases.procedure_case
severity: error
--- */
select c.case_id, c.agency_id
from cases.procedure_case as c
left join sources.agency as a on c.agency_id = a.agency_id
where a.agency_id is null
