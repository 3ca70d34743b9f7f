/* ---
title:
  vi: Các mốc thời gian của phản ánh, kiến nghị theo đúng thứ tự
  en: The dates of a case stand in order (petition); a row here is a defect of the source and its duty is unknown
guards: cases.petition
severity: warning
--- */
select case_id, agency_id, received_at, answered_at
from cases.petition
where cast(answered_at as date) < cast(received_at as date)
