/* ---
title:
  vi: "Mọi vụ việc dẫn được về một tệp còn hiệu lực trong sổ tiếp nhận"
  en: "Every case leads back to a file of the ledger that stands"
dimension: consistency
guards: cases.case_ref
severity: error
--- */
select c.case_kind, c.case_id, c.agency_id, c.source_file_id
from cases.case_ref as c
left join sources.known_file as f on c.source_file_id = f.source_file_id
where f.source_file_id is null
