/* ---
title:
  vi: "Bản án dẫn đến đơn khiếu nại đã biết"
  en: "A judgment names a known complaint"
dimension: consistency
guards: cases.judgment
severity: warning
--- */
select j.case_id, j.agency_id, j.complaint_id
from cases.judgment as j
left join cases.complaint as c on j.complaint_id = c.case_id
where j.complaint_id is not null and c.case_id is null
