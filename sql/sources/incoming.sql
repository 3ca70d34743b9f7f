-- The rows of the staged files at hand, each with the number it has in its own file (the header as 1).
create or replace temp view incoming as
select
    p.* exclude (_row, _blank, filename, file_row_number),
    p.file_row_number as place,
    i.source_file_id,
    coalesce(p._row, p.file_row_number + i.header_row + 1) as row
from read_parquet(getvariable('staged_paths'), filename = true, file_row_number = true, union_by_name = true) as p
inner join incoming_item as i on p.filename = i.path
where not p._blank;
