/* ---
title:
  vi: "Số tiền phạt lớn hơn 0"
  en: "A fine is more than nothing (a warning has no amount)"
dimension: validity
guards: cases.sanction
severity: warning
--- */
select case_id, agency_id, amount
from cases.sanction
where amount <= 0
