-- What must be kept: the ledger, the rows as they came, and what was refused. Append only.
-- A new table needs nothing more. Who changes a table that is here writes a step into migrations/.
create table if not exists sources.schema_version (version integer);
create table if not exists sources.source_file (
    source_file_id text primary key, source_id text, name text, sha256 text, received_at timestamp, sheets text,
    rows_read bigint, rows_accepted bigint, rows_duplicate bigint, rows_rejected bigint, completeness text,
    agency_id text, month text, size_bytes bigint, encoding text, encoding_confidence decimal(38, 6), staged text
);
create table if not exists sources.rejected_row (
    source_file_id text, sheet text, row bigint, column_name text, reason_vi text, reason_en text
);
-- of the refused rows those that a person asked to have erased: nothing but their places
create table if not exists sources.erased_row (source_file_id text, sheet text, row bigint);
create table if not exists sources.duplicate_row (source_file_id text, sheet text, row bigint, case_id text);
create table if not exists sources.withdrawal (source_file_id text primary key, withdrawn_at timestamp, reason text);
create table if not exists sources.raw_removal (
    source_file_id text, name text, size_bytes bigint, modified_ns bigint, raw_removed_at timestamp,
    primary key (source_file_id, name, modified_ns)
);
create table if not exists sources.linking_key (fingerprint text primary key);
create table if not exists sources.notice (
    source_id text, name text, level text, message_vi text, message_en text
);
create table if not exists sources.case_event (
    source_file_id text, sheet text, row bigint, case_kind text, case_id text, link_key text, event text,
    occurred_at timestamp, recorded_at timestamp, ground text, new_due_at timestamp, new_agency_id text
);
