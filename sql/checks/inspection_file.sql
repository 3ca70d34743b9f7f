/* ---
title:
  vi: Mọi cuộc thanh tra, kiểm tra dẫn được về tệp nguồn
  en: Every case leads back to a file of the ledger (inspection)
guards: cases.inspection
severity: error
--- */
select c.case_id, c.source_file_id
from cases.inspection as c
left join sources.source_file as f on c.source_file_id = f.source_file_id
where f.source_file_id is null
