-- Two documents of one agency and period may be two duties: which standards count by document is the law's to say, not the file's.
create or replace temp view incoming_keyed as
select
    source_file_id, _sheet, row, place, case_id,
    concat_ws(chr(31), case_id, agency_id, coalesce(document_number, '')) as _key
from incoming
where _reason is null;
