-- A line nobody could split is refused, not lost.
insert into sources.rejected_row
select f.source_file_id, '', b.line, '', b.reason_vi, b.reason_en
from broken_line as b
inner join incoming_files as f on b.path = f.path;
