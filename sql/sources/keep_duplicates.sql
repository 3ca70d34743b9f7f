-- Duplicates are kept by their place: every row is somewhere.
insert into sources.duplicate_row
select f.source_file_id, i._sheet, i._row, i.case_id
from incoming as i
inner join incoming_files as f on i._path = f.path
where i._reason is null and i._duplicate;
