-- The ledger's lines: a file without rows has one too.
create or replace temp table incoming_counts as
with counted as (
    select
        _path,
        count(*) as rows_found,
        count(_reason) as rows_refused,
        count(*) filter (where _reason is null and _duplicate) as rows_duplicate,
        count(*) filter (where _reason is null and not _duplicate) as rows_accepted
    from incoming
    group by _path
),

broken as (
    select path, count(*) as lines from broken_line group by path
)

select
    f.source_file_id, f.source_id, f.name, f.sha256, f.received_at, f.sheets,
    coalesce(c.rows_found, 0) + coalesce(b.lines, 0) as rows_read,
    coalesce(c.rows_accepted, 0) as rows_accepted,
    coalesce(c.rows_duplicate, 0) as rows_duplicate,
    coalesce(c.rows_refused, 0) + coalesce(b.lines, 0) as rows_rejected,
    f.completeness, f.agency_id, f.month, f.size_bytes
from incoming_files as f
left join counted as c on f.path = c._path
left join broken as b on f.path = b.path;
