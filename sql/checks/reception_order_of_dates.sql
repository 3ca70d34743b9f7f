/* ---
title:
  vi: "Các mốc thời gian của ngày tiếp công dân theo đúng thứ tự"
  en: "The dates of a reception day stand in order; a row here is a defect of the source and its duty is unknown"
dimension: consistency
guards: cases.reception
severity: warning
--- */
select case_id, agency_id, scheduled_at, held_at
from cases.reception
-- a day may be brought forward within its month; more than a month early is a slip of the pen
where cast(held_at as date) < cast(scheduled_at as date) - 31
