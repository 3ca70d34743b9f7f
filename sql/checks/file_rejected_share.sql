/* ---
title:
  vi: "Không quá 20 % số dòng của một tệp bị trả lại"
  en: "No more than a fifth of a file's rows are refused"
dimension: validity
guards: sources.clock
severity: warning
--- */
with erased as (
    -- what a person had erased was no fault of the sender
    select source_file_id, count(*) as lines from sources.erased_row group by source_file_id
)

select f.source_id, f.agency_id, f.month, f.source_file_id, f.rows_read, f.rows_rejected
from sources.source_file as f
inner join sources.known_file as w on f.source_file_id = w.source_file_id
left join erased as e on f.source_file_id = e.source_file_id
-- a fifth: beyond that the file is broken as a whole, not some of its rows; decimals, so that a share of 1/5 is exact
where f.rows_rejected - coalesce(e.lines, 0) > (f.rows_read - coalesce(e.lines, 0)) * 0.20
