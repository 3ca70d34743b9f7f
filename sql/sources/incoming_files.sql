-- The files of this batch, as the ledger will name them.
create or replace temp table incoming_files as
select
    cast(path as text) as path, cast(source_file_id as text) as source_file_id, cast(source_id as text) as source_id,
    cast(name as text) as name, cast(sha256 as text) as sha256, cast(received_at as timestamp) as received_at,
    cast(sheets as text) as sheets, cast(completeness as text) as completeness, cast(agency_id as text) as agency_id,
    cast(month as text) as month, cast(size_bytes as bigint) as size_bytes
from incoming_files_frame;
