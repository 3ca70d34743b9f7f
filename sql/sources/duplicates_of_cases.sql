-- Within a file the last row of a key counts. The update runs only where a key repeats at all.
alter table incoming add column _duplicate boolean default false;
update incoming set _duplicate = true
from (
    select _path, case_id, max(_n) as last_n from incoming
    where _reason is null group by _path, case_id having count(*) > 1
) as repeated
where incoming._path = repeated._path and incoming.case_id = repeated.case_id
    and incoming._n < repeated.last_n and incoming._reason is null;
