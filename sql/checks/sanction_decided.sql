/* ---
title:
  vi: "Có tiền phạt, ngày nhận hoặc ngày thi hành thì phải có ngày ra quyết định"
  en: "A fine, service or execution presupposes a decision"
dimension: consistency
guards: cases.sanction
severity: warning
--- */
select case_id, agency_id, recorded_at, amount, served_at, executed_at
from cases.sanction
where decided_at is null and (amount is not null or served_at is not null or executed_at is not null)
