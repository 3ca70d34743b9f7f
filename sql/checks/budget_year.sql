/* ---
title:
  vi: "Năm ngân sách hợp lý"
  en: "The budget year is plausible: not before 1990, not beyond next year"
dimension: validity
guards: cases.budget
severity: warning
--- */
select b.case_id, b.agency_id, b.year
from cases.budget as b
cross join sources.clock as k
-- next year's budget is allotted at the end of this year; nothing is known of later ones
where b.year is null or b.year < 1990 or b.year > year(k.known_at) + 1
