/* ---
title:
  vi: "Số liệu định kỳ dẫn đến một chuẩn mực đã biết"
  en: "The standard is known; a row here is counted nowhere"
dimension: consistency
guards: cases.reported_figure
severity: warning
--- */
select r.case_id, r.agency_id, r.standard_id
from cases.reported_figure as r
left join sources.standard as s on r.standard_id = s.standard_id
where s.standard_id is null
