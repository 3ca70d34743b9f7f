/* ---
title:
  vi: "Các mốc thời gian của phản ánh, kiến nghị theo đúng thứ tự"
  en: "The dates of a petition stand in order; a row here is a defect of the source and its duty is unknown"
dimension: consistency
guards: cases.petition
severity: warning
--- */
select case_id, agency_id, received_at, answered_at
from cases.petition
where cast(answered_at as date) < cast(received_at as date)
