/* ---
title:
  vi: Tệp đã biết tại thời điểm tính
  en: The files this run may know - received by known_at and not withdrawn by then
primary_key: [source_file_id]
--- */
with kind as (
    -- a number is an agency's own where agencies send cases of this kind themselves
    select kind, max(case when sender = 'agency' then 1 else 0 end) as by_agency
    from sources.source
    group by kind
)

select
    f.source_file_id, f.source_id, f.name, f.received_at, f.agency_id, f.month, f.completeness,
    coalesce(s.priority, 0) as priority,
    coalesce(q.by_agency, 0) = 1 as owner_counts
from sources.source_file as f
cross join sources.clock as k
left join sources.source as s on f.source_id = s.source_id
left join kind as q on s.kind = q.kind
left join sources.withdrawal as w on f.source_file_id = w.source_file_id and w.withdrawn_at <= k.known_at
where f.received_at <= k.known_at and w.source_file_id is null
