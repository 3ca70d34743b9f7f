/* ---
title:
  vi: Đơn vị của đơn khiếu nại có trong danh mục
  en: The agency of every case is in the register (complaint)
guards: cases.complaint
severity: error
--- */
select c.case_id, c.agency_id
from cases.complaint as c
left join sources.agency as a on c.agency_id = a.agency_id
where a.agency_id is null
