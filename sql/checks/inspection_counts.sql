/* ---
title:
  vi: "Số vụ kiểm tra không âm; số vụ vi phạm không vượt số vụ kiểm tra"
  en: "Counts are not negative, and no more cases violate than were checked"
dimension: validity
guards: cases.inspection
severity: warning
--- */
select case_id, agency_id, cases_checked, cases_violating
from cases.inspection
where cases_checked < 0 or cases_violating < 0 or cases_violating > cases_checked
