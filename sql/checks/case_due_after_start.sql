/* ---
title:
  vi: "Hạn hoặc ngày hẹn không sớm hơn ngày bắt đầu"
  en: "What was promised or set as due does not lie before the case began"
dimension: consistency
guards: cases.case_ref
severity: warning
--- */
select 'complaint' as case_kind, case_id, agency_id, received_at as started_at, promised_at as due_at
from cases.complaint
where cast(promised_at as date) < cast(received_at as date)
union all
select 'information_request' as case_kind, case_id, agency_id, received_at as started_at, extended_to_at as due_at
from cases.information_request
where cast(extended_to_at as date) < cast(received_at as date)
union all
select 'petition' as case_kind, case_id, agency_id, received_at as started_at, promised_at as due_at
from cases.petition
where cast(promised_at as date) < cast(received_at as date)
union all
select 'plan_task' as case_kind, case_id, agency_id, assigned_at as started_at, due_at as due_at
from cases.plan_task
where cast(due_at as date) < cast(assigned_at as date)
union all
select 'procedure_case' as case_kind, case_id, agency_id, accepted_at as started_at, promised_at as due_at
from cases.procedure_case
where cast(promised_at as date) < cast(accepted_at as date)
union all
select 'recommendation' as case_kind, case_id, agency_id, received_at as started_at, due_at as due_at
from cases.recommendation
where cast(due_at as date) < cast(received_at as date)
union all
select 'review_finding' as case_kind, case_id, agency_id, found_at as started_at, due_at as due_at
from cases.review_finding
where cast(due_at as date) < cast(found_at as date)
