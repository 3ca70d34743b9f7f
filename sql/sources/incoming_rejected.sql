-- Every refused row with its reason in words; lines nobody could split are refused, not lost.
create or replace temp table incoming_rejected as
select
    i.source_file_id, i._sheet as sheet, i.row, r.column_name,
    concat(r.reason_vi, coalesce('; ' || c.nearest_vi, '')) as reason_vi,
    concat(r.reason_en, coalesce('; ' || c.nearest_en, '')) as reason_en,
    i._cells as cells
from incoming as i
inner join incoming_reason as r on i._bad_field = r.field and i._reason = r.code
left join incoming_candidate as c
    on i._reason = 'agency' and i.source_file_id = c.source_file_id and i._cells[getvariable('agency_cell')] = c.text
where i._reason is not null
union all
select source_file_id, '' as sheet, line as row, '' as column_name, reason_vi, reason_en, cast([] as text[]) as cells
from incoming_broken;
