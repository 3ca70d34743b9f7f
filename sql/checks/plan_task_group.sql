/* ---
title:
  vi: "Nhóm nhiệm vụ từ 1 đến 7"
  en: "The group of tasks lies between 1 and 7"
dimension: validity
guards: cases.plan_task
severity: warning
--- */
select case_id, agency_id, task_group
from cases.plan_task
where task_group < 1 or task_group > 7
