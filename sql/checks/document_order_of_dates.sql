/* ---
title:
  vi: "Các mốc thời gian của văn bản quy định chi tiết, hướng dẫn thi hành theo đúng thứ tự"
  en: "The dates of an implementing document stand in order; a row here is a defect of the source and its duty is unknown"
dimension: consistency
guards: cases.document
severity: warning
--- */
select case_id, agency_id, consulted_at, issued_at, effective_at, published_at
from cases.document
where cast(issued_at as date) < cast(consulted_at as date)
    or cast(effective_at as date) < cast(issued_at as date)
    or cast(published_at as date) < cast(issued_at as date)
