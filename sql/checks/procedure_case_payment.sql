/* ---
title:
  vi: "Thanh toán trực tuyến chỉ có ở hồ sơ có phí, lệ phí"
  en: "Only a dossier with a fee is paid online"
dimension: consistency
guards: cases.procedure_case
severity: warning
--- */
select case_id, agency_id, has_fee, paid_online
from cases.procedure_case
where paid_online and not has_fee
