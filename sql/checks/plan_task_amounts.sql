/* ---
title:
  vi: "Số sản phẩm, định mức, kinh phí không âm; sản phẩm hoàn thành không vượt số giao"
  en: "Products, norms and spending are not negative, and no more products are completed than assigned"
dimension: validity
guards: cases.plan_task
severity: warning
--- */
select case_id, agency_id, products_assigned, products_completed, norm_per_product, spent
from cases.plan_task
where products_assigned < 0 or products_completed < 0 or norm_per_product < 0 or spent < 0 or products_completed > products_assigned
