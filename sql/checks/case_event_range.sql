/* ---
title:
  vi: "Sự kiện không sớm hơn năm 1990"
  en: "No event before 1990"
dimension: validity
guards: cases.case_event
severity: error
--- */
select case_kind, case_id, event, occurred_at
from cases.case_event
where occurred_at < timestamp '1990-01-01'
