/* ---
title:
  vi: "Giá trị phân loại nằm trong danh mục giá trị"
  en: "Coded fields hold one of the codes; a row here was mapped wrongly by its source's contract"
dimension: validity
guards: cases.case_ref
severity: warning
--- */
select 'procedure_case' as case_kind, case_id, agency_id, 'channel' as column_name
from cases.procedure_case
where channel not in ('online', 'direct', 'post')
union all
select 'procedure_case' as case_kind, case_id, agency_id, 'applicant_type' as column_name
from cases.procedure_case
where applicant_type not in ('citizen', 'state_enterprise', 'private_enterprise', 'foreign_enterprise', 'other')
union all
select 'procedure_case' as case_kind, case_id, agency_id, 'status' as column_name
from cases.procedure_case
where status not in ('processing', 'finished', 'returned', 'withdrawn', 'refused')
union all
select 'complaint' as case_kind, case_id, agency_id, 'instance' as column_name
from cases.complaint
where instance not in ('1', '2')
union all
select 'complaint' as case_kind, case_id, agency_id, 'status' as column_name
from cases.complaint
where status not in ('open', 'closed', 'duplicate')
union all
select 'complaint' as case_kind, case_id, agency_id, 'result' as column_name
from cases.complaint
where result not in ('upheld', 'partly_upheld', 'rejected', 'withdrawn')
union all
select 'recommendation' as case_kind, case_id, agency_id, 'origin' as column_name
from cases.recommendation
where origin not in ('inspection', 'front', 'council', 'audit')
union all
select 'review_finding' as case_kind, case_id, agency_id, 'finding_type' as column_name
from cases.review_finding
where finding_type not in ('contradiction', 'overlap', 'inadequacy')
union all
select 'reception' as case_kind, case_id, agency_id, 'received_by' as column_name
from cases.reception
where received_by not in ('head', 'deputy', 'other')
union all
select 'information_request' as case_kind, case_id, agency_id, 'channel' as column_name
from cases.information_request
where channel not in ('online', 'direct', 'post')
union all
select 'judgment' as case_kind, case_id, agency_id, 'result' as column_name
from cases.judgment
where result not in ('upheld', 'annulled', 'amended')
