/* ---
title:
  vi: "Mã thủ tục hành chính có trong danh mục thủ tục"
  en: "The procedure code is in the list of procedures; a row here finds no limit of its own"
dimension: consistency
guards: cases.case_ref
severity: warning
--- */
select c.case_kind, c.case_id, c.agency_id, c.procedure_code
from cases.case_ref as c
left join sources.procedure as p on c.procedure_code = p.procedure_code
-- a profile without a list of procedures has nothing to compare with
where c.procedure_code is not null and p.procedure_code is null and exists (select 1 from sources.procedure)
