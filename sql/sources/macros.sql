-- How text from a file becomes a value. Every intake query uses these and nothing else.
create or replace temp macro as_text(v) as nullif(trim(nfc_normalize(v)), '');
-- the texts of `formats`, or a spreadsheet's serial day number (five digits: 1927–2173)
create or replace temp macro as_moment(v, formats) as coalesce(
    try_strptime(v, formats)::timestamp,
    case
        when regexp_full_match(v, '\d{5}(\.\d+)?')
            then timestamp '1899-12-30' + to_seconds(cast(round(cast(v as double) * 86400) as bigint))
    end
);
create or replace temp macro as_zoned_moment(v, formats, zone) as coalesce(
    try_strptime(v, formats)::timestamp, try_cast(v as timestamptz) at time zone zone
);
create or replace temp macro as_integer(v) as try_cast(regexp_replace(v, '\.0+$', '') as bigint);
create or replace temp macro as_decimal(v) as try_cast(v as decimal(38, 6));
-- a due date without a time means the end of that day; a workbook's date cell reads as midnight
create or replace temp macro as_due(v, moment) as
    case when not contains(v, ':') or v like '____-__-__ 00:00:00' then date_trunc('day', moment) + interval '86399' second else moment end;
