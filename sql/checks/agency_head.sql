/* ---
title:
  vi: "Mỗi đơn vị có người đứng đầu đương nhiệm"
  en: "Every agency has a head in office"
dimension: completeness
guards: sources.clock
severity: warning
--- */
select a.agency_id, a.tier, k.as_of
from sources.agency as a
cross join sources.clock as k
left join sources.head as h on a.agency_id = h.agency_id and h.from_date <= k.as_of and (h.to_date is null or h.to_date >= k.as_of)
where a.valid_from <= k.as_of and (a.valid_to is null or a.valid_to >= k.as_of)
    -- what was inherited from dissolved units has nobody at its head
    and a.tier <> 'inherited' and h.agency_id is null
