/* ---
title:
  vi: Đơn vị của cuộc thanh tra, kiểm tra có trong danh mục
  en: The agency of every case is in the register (inspection)
guards: cases.inspection
severity: error
--- */
select c.case_id, c.agency_id
from cases.inspection as c
left join sources.agency as a on c.agency_id = a.agency_id
where a.agency_id is null
