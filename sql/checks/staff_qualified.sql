/* ---
title:
  vi: "Số người đạt chuẩn không vượt số người có mặt"
  en: "No more people are qualified than there are"
dimension: consistency
guards: cases.staff
severity: warning
--- */
select case_id, agency_id, posts_filled, posts_qualified
from cases.staff
where posts_qualified > posts_filled
