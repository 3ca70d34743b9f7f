/* ---
title:
  vi: Danh mục vụ việc
  en: Every case of every kind, with the row it was read from
primary_key: [case_kind, case_id]
fields:
  case_kind: {type: TEXT, vi: loại vụ việc, en: case kind}
  case_id: {type: TEXT, vi: mã vụ việc, en: case number}
  agency_id: {type: TEXT, vi: đơn vị chịu trách nhiệm, en: agency that answers for the case}
  inspecting_agency_id: {type: TEXT, vi: "cơ quan thanh tra, kiểm tra", en: inspecting agency}
  procedure_code: {type: TEXT, vi: mã thủ tục hành chính, en: procedure code}
  responsible_person: {type: TEXT, vi: cá nhân phụ trách, en: person responsible}
  responsible_unit: {type: TEXT, vi: tập thể phụ trách, en: unit responsible}
  source_file_id: {type: TEXT, vi: tệp nguồn, en: source file}
  sheet: {type: TEXT, vi: trang tính, en: sheet}
  row: {type: BIGINT, vi: dòng trong tệp, en: row of the file}
--- */
select 'budget' as case_kind, case_id, agency_id, cast(null as text) as inspecting_agency_id, cast(null as text) as procedure_code, cast(null as text) as responsible_person, cast(null as text) as responsible_unit, source_file_id, sheet, row
from cases.budget
union all
select 'complaint' as case_kind, case_id, agency_id, cast(null as text) as inspecting_agency_id, procedure_code, responsible_person, responsible_unit, source_file_id, sheet, row
from cases.complaint
union all
select 'denunciation' as case_kind, case_id, agency_id, cast(null as text) as inspecting_agency_id, cast(null as text) as procedure_code, responsible_person, cast(null as text) as responsible_unit, source_file_id, sheet, row
from cases.denunciation
union all
select 'document' as case_kind, case_id, agency_id, cast(null as text) as inspecting_agency_id, cast(null as text) as procedure_code, responsible_person, responsible_unit, source_file_id, sheet, row
from cases.document
union all
select 'duty_register' as case_kind, case_id, agency_id, cast(null as text) as inspecting_agency_id, cast(null as text) as procedure_code, responsible_person, responsible_unit, source_file_id, sheet, row
from cases.duty_register
union all
select 'information_request' as case_kind, case_id, agency_id, cast(null as text) as inspecting_agency_id, cast(null as text) as procedure_code, cast(null as text) as responsible_person, cast(null as text) as responsible_unit, source_file_id, sheet, row
from cases.information_request
union all
select 'inspection' as case_kind, case_id, agency_id, inspecting_agency_id, procedure_code, cast(null as text) as responsible_person, cast(null as text) as responsible_unit, source_file_id, sheet, row
from cases.inspection
union all
select 'judgment' as case_kind, case_id, agency_id, cast(null as text) as inspecting_agency_id, cast(null as text) as procedure_code, cast(null as text) as responsible_person, cast(null as text) as responsible_unit, source_file_id, sheet, row
from cases.judgment
union all
select 'petition' as case_kind, case_id, agency_id, cast(null as text) as inspecting_agency_id, procedure_code, cast(null as text) as responsible_person, cast(null as text) as responsible_unit, source_file_id, sheet, row
from cases.petition
union all
select 'plan_task' as case_kind, case_id, agency_id, cast(null as text) as inspecting_agency_id, cast(null as text) as procedure_code, responsible_person, responsible_unit, source_file_id, sheet, row
from cases.plan_task
union all
select 'procedure_case' as case_kind, case_id, agency_id, cast(null as text) as inspecting_agency_id, procedure_code, responsible_person, responsible_unit, source_file_id, sheet, row
from cases.procedure_case
union all
select 'reception' as case_kind, case_id, agency_id, cast(null as text) as inspecting_agency_id, cast(null as text) as procedure_code, cast(null as text) as responsible_person, cast(null as text) as responsible_unit, source_file_id, sheet, row
from cases.reception
union all
select 'recommendation' as case_kind, case_id, agency_id, cast(null as text) as inspecting_agency_id, cast(null as text) as procedure_code, responsible_person, responsible_unit, source_file_id, sheet, row
from cases.recommendation
union all
select 'reply' as case_kind, case_id, agency_id, cast(null as text) as inspecting_agency_id, cast(null as text) as procedure_code, cast(null as text) as responsible_person, cast(null as text) as responsible_unit, source_file_id, sheet, row
from cases.reply
union all
select 'reported_figure' as case_kind, case_id, agency_id, cast(null as text) as inspecting_agency_id, cast(null as text) as procedure_code, cast(null as text) as responsible_person, cast(null as text) as responsible_unit, source_file_id, sheet, row
from cases.reported_figure
union all
select 'review_finding' as case_kind, case_id, agency_id, cast(null as text) as inspecting_agency_id, procedure_code, cast(null as text) as responsible_person, cast(null as text) as responsible_unit, source_file_id, sheet, row
from cases.review_finding
union all
select 'sanction' as case_kind, case_id, agency_id, cast(null as text) as inspecting_agency_id, cast(null as text) as procedure_code, cast(null as text) as responsible_person, cast(null as text) as responsible_unit, source_file_id, sheet, row
from cases.sanction
union all
select 'staff' as case_kind, case_id, agency_id, cast(null as text) as inspecting_agency_id, cast(null as text) as procedure_code, cast(null as text) as responsible_person, cast(null as text) as responsible_unit, source_file_id, sheet, row
from cases.staff
union all
select 'survey' as case_kind, case_id, agency_id, cast(null as text) as inspecting_agency_id, procedure_code, cast(null as text) as responsible_person, cast(null as text) as responsible_unit, source_file_id, sheet, row
from cases.survey
