/* ---
title:
  vi: "Mọi tệp của một nguồn đều đọc được"
  en: "Every file of a source can be read"
dimension: completeness
guards: sources.clock
severity: warning
--- */
select source_id, count(*) as files_refused
from sources.notice
where level = 'error' and source_id <> ''
group by source_id
