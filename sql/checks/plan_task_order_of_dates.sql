/* ---
title:
  vi: "Các mốc thời gian của nhiệm vụ kế hoạch theo đúng thứ tự"
  en: "The dates of a task of the plan stand in order; a row here is a defect of the source and its duty is unknown"
dimension: consistency
guards: cases.plan_task
severity: warning
--- */
select case_id, agency_id, assigned_at, completed_at
from cases.plan_task
where cast(completed_at as date) < cast(assigned_at as date)
