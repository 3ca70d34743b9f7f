/* ---
title:
  vi: "Một tệp không cho nhiều vụ việc hơn số dòng đã nhận"
  en: "No file gives more cases than rows it had accepted"
dimension: consistency
guards: cases.case_ref
severity: error
--- */
select f.source_id, f.source_file_id, f.rows_accepted, count(*) as cases_found
from cases.case_ref as c
inner join sources.source_file as f on c.source_file_id = f.source_file_id
group by f.source_id, f.source_file_id, f.rows_accepted
having count(*) > f.rows_accepted
