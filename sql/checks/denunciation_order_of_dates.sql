/* ---
title:
  vi: "Các mốc thời gian của đơn tố cáo theo đúng thứ tự"
  en: "The dates of a denunciation stand in order; a row here is a defect of the source and its duty is unknown"
dimension: consistency
guards: cases.denunciation
severity: warning
--- */
select case_id, agency_id, received_at, accepted_at, concluded_at
from cases.denunciation
where cast(accepted_at as date) < cast(received_at as date)
    or cast(concluded_at as date) < cast(greatest(received_at, accepted_at) as date)
