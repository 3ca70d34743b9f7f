-- The last row of an event counts: same case (or linking value), event and moment.
alter table incoming add column _duplicate boolean default false;
update incoming set _duplicate = true
from (
    select case_id, link_key, event, occurred_at, max(_row) as last_row from incoming
    where _reason is null group by case_id, link_key, event, occurred_at having count(*) > 1
) as repeated
where incoming.case_id is not distinct from repeated.case_id
    and incoming.link_key is not distinct from repeated.link_key
    and incoming.event = repeated.event and incoming.occurred_at = repeated.occurred_at
    and incoming._row < repeated.last_row and incoming._reason is null;
