/* ---
title:
  vi: "Mọi nghĩa vụ dẫn được về dòng nguồn"
  en: "Every duty leads to a source row"
dimension: consistency
guards: duties.duty_source
severity: error
--- */
select d.duty_id, d.agency_id, d.standard_id, d.month
from duties.duty as d
left join duties.duty_source as s on d.duty_id = s.duty_id
where s.duty_id is null
