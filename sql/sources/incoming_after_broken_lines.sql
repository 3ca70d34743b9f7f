-- The same where files have lines nobody could split: they are not among the rows, and those after them move down.
create or replace temp view incoming as
with placed as (
    select p.*, i.source_file_id, p.file_row_number + i.header_row + 1 as place
    from read_parquet(getvariable('staged_paths'), filename = true, file_row_number = true, union_by_name = true) as p
    inner join incoming_item as i on p.filename = i.path
),

counted as (
    -- the k-th broken line of a file stands before the rows numbered from line - k + 1 on
    select
        source_file_id,
        line - row_number() over (partition by source_file_id order by line) as after_place,
        row_number() over (partition by source_file_id order by line) as broken_before
    from incoming_broken
),

broken as (
    -- broken lines one below the other stand before the same rows: all of them count
    select source_file_id, after_place, max(broken_before) as broken_before
    from counted
    group by source_file_id, after_place
)

select
    p.* exclude (_row, _blank, filename, file_row_number),
    coalesce(p._row, p.place + coalesce(b.broken_before, 0)) as row
from placed as p
asof left join broken as b on p.source_file_id = b.source_file_id and p.place > b.after_place
where not p._blank;
