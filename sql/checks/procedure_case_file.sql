/* ---
title:
  vi: Mọi hồ sơ dẫn được về tệp nguồn
  en: Every case leads back to a file of the ledger (procedure_case)
guards: cases.procedure_case
severity: error
--- */
select c.case_id, c.source_file_id
from cases.procedure_case as c
left join sources.source_file as f on c.source_file_id = f.source_file_id
where f.source_file_id is null
