/* ---
title:
  vi: "Các mốc thời gian của nghĩa vụ định kỳ theo đúng thứ tự"
  en: "The dates of a periodic duty stand in order; a row here is a defect of the source and its duty is unknown"
dimension: consistency
guards: cases.duty_register
severity: warning
--- */
select case_id, agency_id, standard_id, period_start, done_at
from cases.duty_register
-- the plan for a year is issued before it begins, but not more than a year before
where cast(done_at as date) < cast(period_start as date) - 366
