/* ---
title:
  vi: "Kết quả giải quyết khiếu nại đi cùng ngày ra quyết định"
  en: "The outcome of a complaint goes with the day of its decision"
dimension: consistency
guards: cases.complaint
severity: warning
--- */
select case_id, agency_id, status, decided_at
from cases.complaint
where (decided_at is null and (result is not null or status = 'closed')) or (decided_at is not null and status = 'open')
