/* ---
title:
  vi: "Số lượt tiếp công dân không âm"
  en: "The number of visits is not negative"
dimension: validity
guards: cases.reception
severity: warning
--- */
select case_id, agency_id, visits
from cases.reception
where visits < 0
