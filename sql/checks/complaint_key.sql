/* ---
title:
  vi: Mỗi đơn khiếu nại chỉ có một dòng, có mã và đơn vị
  en: One row a case, with its number and agency (complaint)
guards: cases.complaint
severity: error
--- */
select case_id, agency_id, count(*) as rows_found
from cases.complaint
group by case_id, agency_id
having count(*) > 1 or case_id is null or agency_id is null
