-- A look-up has no keys of ours.
create or replace temp table incoming_duplicate (source_file_id text, sheet text, row bigint, case_id text);
