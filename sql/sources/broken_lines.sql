-- Lines that do not have the header's columns, once each; `line` with the header as 1.
create or replace temp table broken_line as
select
    line,
    'dòng không đúng số cột của tiêu đề' as reason_vi,
    'the line does not have the columns of the header' as reason_en
from reject_errors
group by line;
