/* ---
title:
  vi: "Kiến nghị sau thanh tra dẫn đến cuộc thanh tra đã biết"
  en: "A recommendation that follows an inspection names a known one"
dimension: consistency
guards: cases.recommendation
severity: warning
--- */
select r.case_id, r.agency_id, r.inspection_id
from cases.recommendation as r
left join cases.inspection as i on r.inspection_id = i.case_id
where i.case_id is null and (r.inspection_id is not null or r.origin = 'inspection')
