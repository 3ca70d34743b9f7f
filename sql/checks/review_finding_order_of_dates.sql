/* ---
title:
  vi: "Các mốc thời gian của kết quả rà soát theo đúng thứ tự"
  en: "The dates of a review finding stand in order; a row here is a defect of the source and its duty is unknown"
dimension: consistency
guards: cases.review_finding
severity: warning
--- */
select case_id, agency_id, found_at, resolved_at
from cases.review_finding
where cast(resolved_at as date) < cast(found_at as date)
