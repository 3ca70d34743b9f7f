-- The ledger's lines: a file without rows has one too.
create or replace temp table incoming_count as
with found as (
    select source_file_id, count(*) as rows_found, count(*) filter (where _reason is null) as rows_good from incoming group by source_file_id
),

twice as (
    select source_file_id, count(*) as rows_duplicate from incoming_duplicate group by source_file_id
),

broken as (
    select source_file_id, count(*) as lines from incoming_broken group by source_file_id
)

select
    i.source_file_id, i.source_id, i.name, i.sha256, i.received_at, i.sheets,
    coalesce(f.rows_found, 0) + coalesce(b.lines, 0) as rows_read,
    coalesce(f.rows_good, 0) - coalesce(t.rows_duplicate, 0) as rows_accepted,
    coalesce(t.rows_duplicate, 0) as rows_duplicate,
    coalesce(f.rows_found, 0) - coalesce(f.rows_good, 0) + coalesce(b.lines, 0) as rows_rejected,
    i.completeness, i.agency_id, i.month, i.size_bytes, i.encoding, i.encoding_confidence, i.staged
from incoming_item as i
left join found as f on i.source_file_id = f.source_file_id
left join twice as t on i.source_file_id = t.source_file_id
left join broken as b on i.source_file_id = b.source_file_id;
