/* ---
title:
  vi: Đơn vị của phản ánh, kiến nghị có trong danh mục
  en: The agency of every case is in the register (petition)
guards: cases.petition
severity: error
--- */
select c.case_id, c.agency_id
from cases.petition as c
left join sources.agency as a on c.agency_id = a.agency_id
where a.agency_id is null
