/* ---
title:
  vi: Mỗi hồ sơ chỉ có một dòng, có mã và đơn vị
  en: One row a case, with its number and agency (procedure_case)
guards: cases.procedure_case
severity: error
--- */
select case_id, agency_id, count(*) as rows_found
from cases.procedure_case
group by case_id, agency_id
having count(*) > 1 or case_id is null or agency_id is null
