-- Agencies number their own cases: in one file of several agencies a number may stand once for each.
create or replace temp view incoming_keyed as
select source_file_id, _sheet, row, place, case_id, concat_ws(chr(31), case_id, agency_id) as _key from incoming where _reason is null;
