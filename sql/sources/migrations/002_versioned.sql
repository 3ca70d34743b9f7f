-- From here on the warehouse says of which version it is, and raw files that left the inbox are recorded.
-- Earlier code took two documents of one period for the same row and kept one: only the staged files have the other.
select error('rows of the register of duties may be missing') from sources.duty_register limit 1;
create table if not exists sources.raw_removal (
    source_file_id text, name text, size_bytes bigint, modified_ns bigint, raw_removed_at timestamp,
    primary key (source_file_id, name, modified_ns)
);
