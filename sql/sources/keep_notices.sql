-- What is to be said of files that were taken; a file sent again says it once.
insert into sources.notice
select distinct n.source_id, n.name, n.level, n.message_vi, n.message_en
from incoming_notice as n
where not exists (
    select 1 from sources.notice as k where k.source_id = n.source_id and k.name = n.name and k.message_en = n.message_en
);
