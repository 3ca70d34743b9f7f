-- Within a file the last row of a key counts, the earlier ones are duplicates; of two sheets the one further right
-- is the later, whatever its name (Tháng 10 comes after Tháng 9). Hashes first: almost no key repeats.
create or replace temp table incoming_duplicate as
with repeated as (
    select source_file_id, hash(_key) as key_hash from incoming_keyed group by all having count(*) > 1
),

ranked as (
    select
        k.source_file_id, k._sheet as sheet, k.row, k.case_id,
        row_number() over (partition by k.source_file_id, k._key order by k.place desc) as from_last
    from incoming_keyed as k
    inner join repeated as r on k.source_file_id = r.source_file_id and hash(k._key) = r.key_hash
)

select source_file_id, sheet, row, case_id from ranked where from_last > 1;
