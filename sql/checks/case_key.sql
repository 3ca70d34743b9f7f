/* ---
title:
  vi: "Mỗi vụ việc chỉ có một dòng, có mã và đơn vị"
  en: "One row a case, with its number and its agency"
dimension: validity
guards: cases.case_ref
severity: error
--- */
select case_kind, case_id, min(agency_id) as agency_id, count(*) as rows_found
from cases.case_ref
group by case_kind, case_id
having count(*) > 1 or case_id is null or count(agency_id) < count(*)
