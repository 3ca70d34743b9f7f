/* ---
title:
  vi: Các mốc thời gian của cuộc thanh tra, kiểm tra theo đúng thứ tự
  en: The dates of a case stand in order (inspection); a row here is a defect of the source and its duty is unknown
guards: cases.inspection
severity: warning
--- */
select case_id, agency_id, started_at, ended_at
from cases.inspection
where cast(ended_at as date) < cast(started_at as date)
