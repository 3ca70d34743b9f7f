/* ---
title:
  vi: "Số phiếu không âm; số hài lòng không vượt số phiếu"
  en: "Counts of a survey are not negative, and no more are satisfied than answered"
dimension: validity
guards: cases.survey
severity: warning
--- */
select case_id, agency_id, responses, satisfied
from cases.survey
where responses < 0 or satisfied < 0 or satisfied > responses
