/* ---
title:
  vi: Số dòng bị trả lại theo nguồn, đơn vị gửi và tháng của tệp
  en: Rows read and rows refused, by source, sending agency and the file's month
primary_key: [source_id, agency_id, month]
--- */
with erased as (
    -- what a person had erased was no fault of the sender
    select source_file_id, count(*) as lines from sources.erased_row group by source_file_id
)

select
    w.source_id,
    -- a file of the city speaks for no single agency
    coalesce(w.agency_id, '') as agency_id,
    -- a file without a month in its name counts in the month it came
    coalesce(w.month, strftime(w.received_at, '%Y-%m')) as month,
    sum(f.rows_read - coalesce(e.lines, 0)) as checked,
    sum(f.rows_rejected - coalesce(e.lines, 0)) as failed
from sources.known_file as w
inner join sources.source_file as f on w.source_file_id = f.source_file_id
left join erased as e on w.source_file_id = e.source_file_id
group by w.source_id, coalesce(w.agency_id, ''), coalesce(w.month, strftime(w.received_at, '%Y-%m'))
