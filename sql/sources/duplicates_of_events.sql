-- Within a file the last row of an event counts: same case (or linking value), event and moment.
alter table incoming add column _duplicate boolean default false;
update incoming set _duplicate = true
from (
    select _path, case_id, link_key, event, occurred_at, max(_n) as last_n from incoming
    where _reason is null group by _path, case_id, link_key, event, occurred_at having count(*) > 1
) as repeated
where incoming._path = repeated._path
    and incoming.case_id is not distinct from repeated.case_id
    and incoming.link_key is not distinct from repeated.link_key
    and incoming.event = repeated.event and incoming.occurred_at = repeated.occurred_at
    and incoming._n < repeated.last_n and incoming._reason is null;
