create or replace temp view incoming_keyed as
select
    source_file_id, _sheet, row, place, case_id,
    concat_ws(chr(31), coalesce(case_kind, ''), coalesce(case_id, ''), coalesce(link_key, ''), event, occurred_at) as _key
from incoming
where _reason is null;
