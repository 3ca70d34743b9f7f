/* ---
title:
  vi: "Nguồn đã gửi ít nhất một tệp"
  en: "The source has sent a file at all; duties that it carries cannot be measured otherwise"
dimension: completeness
guards: sources.clock
severity: warning
--- */
select s.source_id
from sources.source as s
left join sources.known_file as f on s.source_id = f.source_id
-- a source of replies stays empty while nobody has anything to answer
where f.source_file_id is null and s.kind <> 'reply'
