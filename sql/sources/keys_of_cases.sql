create or replace temp view incoming_keyed as
select source_file_id, _sheet, row, place, case_id, case_id as _key from incoming where _reason is null;
