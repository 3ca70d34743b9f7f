/* ---
title:
  vi: "Các mốc thời gian của cuộc thanh tra, kiểm tra theo đúng thứ tự"
  en: "The dates of an inspection stand in order; a row here is a defect of the source and its duty is unknown"
dimension: consistency
guards: cases.inspection
severity: warning
--- */
select case_id, agency_id, started_at, ended_at, reported_at, concluded_at, published_at
from cases.inspection
where cast(ended_at as date) < cast(started_at as date)
    or cast(reported_at as date) < cast(greatest(started_at, ended_at) as date)
    or cast(concluded_at as date) < cast(greatest(started_at, ended_at, reported_at) as date)
    or cast(published_at as date) < cast(greatest(started_at, ended_at, reported_at, concluded_at) as date)
