/* ---
title:
  vi: "Tên tệp cho biết tháng và đơn vị gửi"
  en: "A file's name says its month, and its agency where agencies send; else it covers nothing"
dimension: validity
guards: sources.clock
severity: warning
--- */
select f.source_id, f.agency_id, f.month, f.source_file_id, f.received_at
from sources.known_file as f
inner join sources.source as s on f.source_id = s.source_id
where (s.sender <> 'once' and f.month is null) or (s.sender = 'agency' and f.agency_id is null)
