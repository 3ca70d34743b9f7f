/* ---
title:
  vi: "Các mốc thời gian của kiến nghị phải thực hiện theo đúng thứ tự"
  en: "The dates of a recommendation stand in order; a row here is a defect of the source and its duty is unknown"
dimension: consistency
guards: cases.recommendation
severity: warning
--- */
select case_id, agency_id, received_at, implemented_at
from cases.recommendation
where cast(implemented_at as date) < cast(received_at as date)
