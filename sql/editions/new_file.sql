/* ---
title:
  vi: Tệp nhận hoặc bị rút từ sau kỳ đã công bố trước
  en: Files that came, or were withdrawn, since the edition published before
primary_key: [source_file_id]
--- */
select
    f.source_file_id, f.name, f.received_at as known_at, cast(false as boolean) as withdrawn,
    -- sent again for a month that had been reported: a correction, whatever it is called
    exists (
        select 1
        from sources.source_file as o
        where o.source_id = f.source_id and o.month = f.month and coalesce(o.agency_id, '') = coalesce(f.agency_id, '')
            and o.received_at <= e.known_at
    ) as corrects
from sources.known_file as f
cross join earlier.main.edition as e
where f.received_at > e.known_at
union all
select f.source_file_id, f.name, w.withdrawn_at as known_at, cast(true as boolean) as withdrawn, cast(true as boolean) as corrects
from sources.withdrawal as w
inner join sources.source_file as f on w.source_file_id = f.source_file_id
cross join sources.clock as k
cross join earlier.main.edition as e
where w.withdrawn_at > e.known_at and w.withdrawn_at <= k.known_at and f.received_at <= e.known_at
