/* ---
title:
  vi: Mọi phản ánh, kiến nghị dẫn được về tệp nguồn
  en: Every case leads back to a file of the ledger (petition)
guards: cases.petition
severity: error
--- */
select c.case_id, c.source_file_id
from cases.petition as c
left join sources.source_file as f on c.source_file_id = f.source_file_id
where f.source_file_id is null
