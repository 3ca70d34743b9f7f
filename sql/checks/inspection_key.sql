/* ---
title:
  vi: Mỗi cuộc thanh tra, kiểm tra chỉ có một dòng, có mã và đơn vị
  en: One row a case, with its number and agency (inspection)
guards: cases.inspection
severity: error
--- */
select case_id, agency_id, count(*) as rows_found
from cases.inspection
group by case_id, agency_id
having count(*) > 1 or case_id is null or agency_id is null
