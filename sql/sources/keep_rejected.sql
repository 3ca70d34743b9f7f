insert into sources.rejected_row
select source_file_id, sheet, row, column_name, reason_vi, reason_en from incoming_rejected;
