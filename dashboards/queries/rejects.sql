-- Why rows were sent back, by source and reason, the commonest first.
select
    source_file.source_id,
    rejected_row.column_name,
    rejected_row.reason_vi,
    rejected_row.reason_en,
    count(*) as rows_rejected
from rejected_row
inner join source_file on rejected_row.source_file_id = source_file.source_file_id
group by all
order by rows_rejected desc, source_file.source_id, rejected_row.reason_en
