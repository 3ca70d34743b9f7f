-- The last row of a key counts. The window runs only where a key repeats at all.
alter table incoming add column _duplicate boolean default false;
update incoming set _duplicate = true
from (
    select case_id, max(_row) as last_row from incoming
    where _reason is null group by case_id having count(*) > 1
) as repeated
where incoming.case_id = repeated.case_id and incoming._row < repeated.last_row and incoming._reason is null;
