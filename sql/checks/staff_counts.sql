/* ---
title:
  vi: "Số vị trí, số người, giờ đào tạo không âm"
  en: "Posts, people and hours of training are not negative"
dimension: validity
guards: cases.staff
severity: warning
--- */
select case_id, agency_id, posts_assigned, posts_filled, posts_qualified, training_hours
from cases.staff
where posts_assigned < 0 or posts_filled < 0 or posts_qualified < 0 or training_hours < 0
