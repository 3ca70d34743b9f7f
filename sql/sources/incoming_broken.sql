-- Lines nobody could split, by their number in the file.
create or replace temp table incoming_broken as
select
    cast(source_file_id as text) as source_file_id, cast(line as bigint) as line,
    cast(reason_vi as text) as reason_vi, cast(reason_en as text) as reason_en
from incoming_broken_frame;
