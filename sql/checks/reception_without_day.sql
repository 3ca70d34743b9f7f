/* ---
title:
  vi: "Có lượt tiếp công dân thì phải có ngày thực hiện"
  en: "Where visitors were received, the day was held"
dimension: consistency
guards: cases.reception
severity: warning
--- */
select case_id, agency_id, scheduled_at, visits
from cases.reception
where visits > 0 and held_at is null
