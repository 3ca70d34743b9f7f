/* ---
title:
  vi: "Các mốc thời gian của yêu cầu cung cấp thông tin theo đúng thứ tự"
  en: "The dates of a request for information stand in order; a row here is a defect of the source and its duty is unknown"
dimension: consistency
guards: cases.information_request
severity: warning
--- */
select case_id, agency_id, received_at, answered_at
from cases.information_request
where cast(answered_at as date) < cast(received_at as date)
