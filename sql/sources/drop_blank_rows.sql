-- Workbooks end in rows that were once formatted and hold nothing; they are not rows.
delete from incoming where _row in (
    select _row from incoming_raw as r where len(list_filter(list_value(*columns(* exclude (_row, _sheet))), lambda v: v is not null and trim(v) <> '')) = 0
);
