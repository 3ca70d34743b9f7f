-- Texts that name no agency, file by file: what is said of a file must not hang on the files read beside it.
with unknown as (
    select distinct i.source_file_id, i._cells[getvariable('agency_cell')] as text, cast(f.received_at as date) as day
    from incoming as i
    inner join incoming_item as f on i.source_file_id = f.source_file_id
    where i._reason = 'agency' and i._cells[getvariable('agency_cell')] is not null
),

counted as (
    select source_file_id, text, day, row_number() over (partition by source_file_id order by text) as place from unknown
)

select source_file_id, text, day from counted where place <= ? order by source_file_id, text;
