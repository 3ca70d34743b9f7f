/* ---
title:
  vi: "Phản ánh chưa trả lời thì chưa có mức hài lòng"
  en: "A petition is rated only after it was answered"
dimension: consistency
guards: cases.petition
severity: warning
--- */
select case_id, agency_id, answered_at, satisfaction
from cases.petition
where answered_at is null and satisfaction is not null
