/* ---
title:
  vi: "Tệp nộp lại của một tháng không ít dòng hơn tệp trước"
  en: "A month's file that comes again has no fewer rows than before; a row here may be a cut-off export"
dimension: completeness
guards: sources.clock
severity: warning
--- */
with place as (
    select
        w.source_id, w.agency_id, w.month, w.source_file_id, w.received_at, f.rows_read,
        lag(f.rows_read) over (partition by w.source_id, w.agency_id, w.month order by w.received_at, w.source_file_id) as rows_before
    from sources.known_file as w
    inner join sources.source_file as f on w.source_file_id = f.source_file_id
    where w.month is not null
)

select source_id, agency_id, month, source_file_id, received_at, rows_read, rows_before
from place
where rows_read < rows_before
