insert into sources.erased_row
select source_file_id, _sheet as sheet, row from incoming where _reason = 'erased';
