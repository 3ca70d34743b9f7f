/* ---
title:
  vi: "Chuẩn mực của nghĩa vụ có trong danh mục chuẩn mực"
  en: "The standard of every duty is known"
dimension: consistency
guards: duties.duty
severity: error
--- */
select d.duty_id, d.agency_id, d.standard_id
from duties.duty as d
left join sources.standard as s on d.standard_id = s.standard_id
where s.standard_id is null
