-- A workbook has cells, not lines: none can be broken.
create or replace temp table broken_line (path text, line bigint, reason_vi text, reason_en text);
