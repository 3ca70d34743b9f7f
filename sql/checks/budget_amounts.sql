/* ---
title:
  vi: "Số tiền không âm; dự toán công tác pháp luật không vượt chi thường xuyên"
  en: "Amounts are not negative, and legal work is allotted no more than all regular expenditure"
dimension: validity
guards: cases.budget
severity: warning
--- */
select case_id, agency_id, year, regular_expenditure, legal_allotment, disbursed
from cases.budget
where regular_expenditure < 0 or legal_allotment < 0 or disbursed < 0 or legal_allotment > regular_expenditure
