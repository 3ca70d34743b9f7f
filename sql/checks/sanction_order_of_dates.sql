/* ---
title:
  vi: "Các mốc thời gian của vụ xử phạt vi phạm hành chính theo đúng thứ tự"
  en: "The dates of a sanction stand in order; a row here is a defect of the source and its duty is unknown"
dimension: consistency
guards: cases.sanction
severity: warning
--- */
select case_id, agency_id, recorded_at, decided_at, served_at, executed_at, enforcement_decided_at
from cases.sanction
where cast(decided_at as date) < cast(recorded_at as date)
    or cast(served_at as date) < cast(greatest(recorded_at, decided_at) as date)
    or cast(executed_at as date) < cast(greatest(recorded_at, decided_at) as date)
    or cast(enforcement_decided_at as date) < cast(greatest(recorded_at, decided_at) as date)
