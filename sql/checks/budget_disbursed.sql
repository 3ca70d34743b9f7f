/* ---
title:
  vi: "Số đã giải ngân không vượt dự toán"
  en: "No more is disbursed than allotted"
dimension: consistency
guards: cases.budget
severity: warning
--- */
select case_id, agency_id, year, legal_allotment, disbursed
from cases.budget
where disbursed > legal_allotment
