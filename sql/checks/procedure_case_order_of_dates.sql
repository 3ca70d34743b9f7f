/* ---
title:
  vi: "Các mốc thời gian của hồ sơ thủ tục hành chính theo đúng thứ tự"
  en: "The dates of a dossier stand in order; a row here is a defect of the source and its duty is unknown"
dimension: consistency
guards: cases.procedure_case
severity: warning
--- */
select case_id, agency_id, submitted_at, accepted_at, finished_at, returned_at
from cases.procedure_case
where cast(accepted_at as date) < cast(submitted_at as date)
    or cast(finished_at as date) < cast(accepted_at as date)
    or cast(returned_at as date) < cast(greatest(accepted_at, finished_at) as date)
