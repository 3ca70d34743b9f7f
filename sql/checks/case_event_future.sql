/* ---
title:
  vi: "Sự kiện không xảy ra sau khi tệp báo về nó đã đến"
  en: "No event happens after the file that reports it came"
dimension: validity
guards: cases.case_event
severity: warning
--- */
select e.case_kind, e.case_id, c.agency_id, e.event, e.occurred_at, f.received_at
from cases.case_event as e
inner join sources.known_file as f on e.source_file_id = f.source_file_id
left join cases.case_ref as c on e.case_kind = c.case_kind and e.case_id = c.case_id
-- what stands in a row of the case may be a promise, which lies ahead
where e.origin = 'file' and e.occurred_at > f.received_at
