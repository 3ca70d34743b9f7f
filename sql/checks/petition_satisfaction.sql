/* ---
title:
  vi: "Mức hài lòng từ 1 đến 5"
  en: "Satisfaction lies between 1 and 5"
dimension: validity
guards: cases.petition
severity: warning
--- */
select case_id, agency_id, satisfaction
from cases.petition
where satisfaction < 1 or satisfaction > 5
