/* ---
title:
  vi: Danh mục vụ việc
  en: Every case of every kind, with the row it was read from
primary_key: [case_kind, case_id]
--- */
select 'procedure_case' as case_kind, case_id, agency_id, procedure_code, responsible_person, responsible_unit, source_file_id, sheet, row
from cases.procedure_case
union all
select 'complaint' as case_kind, case_id, agency_id, procedure_code, responsible_person, responsible_unit, source_file_id, sheet, row
from cases.complaint
union all
select 'petition' as case_kind, case_id, agency_id, procedure_code, cast(null as text) as responsible_person, cast(null as text) as responsible_unit, source_file_id, sheet, row
from cases.petition
union all
select 'inspection' as case_kind, case_id, agency_id, procedure_code, cast(null as text) as responsible_person, cast(null as text) as responsible_unit, source_file_id, sheet, row
from cases.inspection
