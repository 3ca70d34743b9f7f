/* ---
title:
  vi: "Nhiệm vụ đã hoàn thành thì đủ số sản phẩm được giao"
  en: "A task that is completed has all its products"
dimension: consistency
guards: cases.plan_task
severity: warning
--- */
select case_id, agency_id, completed_at, products_assigned, products_completed
from cases.plan_task
where completed_at is not null and products_completed < products_assigned
