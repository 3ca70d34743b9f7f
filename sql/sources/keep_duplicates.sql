-- Duplicates are kept by their place: every row is somewhere.
insert into sources.duplicate_row select source_file_id, sheet, row, case_id from incoming_duplicate;
