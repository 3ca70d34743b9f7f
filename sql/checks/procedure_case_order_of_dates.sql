/* ---
title:
  vi: Các mốc thời gian của hồ sơ theo đúng thứ tự
  en: The dates of a case stand in order (procedure_case); a row here is a defect of the source and its duty is unknown
guards: cases.procedure_case
severity: warning
--- */
select case_id, agency_id, accepted_at, finished_at, returned_at
from cases.procedure_case
where cast(finished_at as date) < cast(accepted_at as date)
    or cast(returned_at as date) < cast(finished_at as date)
