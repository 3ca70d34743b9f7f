/* ---
title:
  vi: "Tình trạng hồ sơ khớp với các mốc thời gian"
  en: "The status of a dossier agrees with its dates"
dimension: consistency
guards: cases.procedure_case
severity: warning
--- */
select case_id, agency_id, status, finished_at, returned_at
from cases.procedure_case
where (status in ('finished', 'returned', 'withdrawn', 'refused') and finished_at is null)
    or (status = 'processing' and returned_at is not null)
