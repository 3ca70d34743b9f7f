/* ---
title:
  vi: "Tử số, mẫu số không âm; với tỷ lệ thì tử số không vượt mẫu số"
  en: "Figures are not negative, and of a share the numerator is no more than the denominator"
dimension: validity
guards: cases.reported_figure
severity: warning
--- */
select r.case_id, r.agency_id, r.standard_id, r.numerator, r.denominator
from cases.reported_figure as r
left join sources.standard as s on r.standard_id = s.standard_id
-- a required value above 1 is an amount for each unit, not a share
where r.numerator < 0 or r.denominator < 0 or (r.numerator > r.denominator and coalesce(s.required, 1) <= 1)
