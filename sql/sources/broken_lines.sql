-- Lines that do not have the header's columns, once each; `line` with the header as 1.
create or replace temp table broken_line as
select
    s.file_path as path,
    e.line,
    'dòng không đúng số cột của tiêu đề' as reason_vi,
    'the line does not have the columns of the header' as reason_en
from reject_errors as e
inner join reject_scans as s on e.scan_id = s.scan_id and e.file_id = s.file_id
group by s.file_path, e.line;
