/* ---
title:
  vi: "Các mốc thời gian của đơn khiếu nại theo đúng thứ tự"
  en: "The dates of a complaint stand in order; a row here is a defect of the source and its duty is unknown"
dimension: consistency
guards: cases.complaint
severity: warning
--- */
select case_id, agency_id, received_at, accepted_at, decided_at
from cases.complaint
where cast(accepted_at as date) < cast(received_at as date)
    or cast(decided_at as date) < cast(greatest(received_at, accepted_at) as date)
