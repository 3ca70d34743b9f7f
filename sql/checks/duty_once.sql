/* ---
title:
  vi: "Mỗi vụ việc có một nghĩa vụ cho mỗi chuẩn mực"
  en: "One duty for a case and a standard, with a status"
dimension: validity
guards: duties.duty
severity: error
--- */
select duty_id, min(agency_id) as agency_id, min(standard_id) as standard_id, count(*) as rows_found
from duties.duty
group by duty_id
having count(*) > 1 or max(status) is null
