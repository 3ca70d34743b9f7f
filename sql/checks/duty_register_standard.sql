/* ---
title:
  vi: "Nghĩa vụ định kỳ dẫn đến một chuẩn mực đã biết"
  en: "The standard is known; a row here gives no duty"
dimension: consistency
guards: cases.duty_register
severity: warning
--- */
select r.case_id, r.agency_id, r.standard_id
from cases.duty_register as r
left join sources.standard as s on r.standard_id = s.standard_id
where s.standard_id is null
