/* ---
title:
  vi: Nguồn, đơn vị, tháng đã có số liệu
  en: For which source, agency and month a file came
primary_key: [source_id, agency_id, month]
made_with: duty
--- */
select distinct f.source_id, coalesce(f.agency_id, '*') as agency_id, coalesce(f.month, '*') as month
from sources.known_file as f
