-- How text from a file becomes a value. Every intake query uses these and nothing else.
-- most cells are of one byte a letter without a space at either end, or hold only letters that NFC leaves as they are:
-- told apart first, the former cost a sixth and the latter a half of what normalising does
create or replace temp macro as_text(v) as case
    when strlen(v) = length(v) and left(v, 1) > ' ' and right(v, 1) > ' ' then v
    when regexp_full_match(v, '[!-~\x{C0}-\x{17F}\x{1A0}\x{1A1}\x{1AF}\x{1B0}\x{1EA0}-\x{1EF9}](?:[ -~\x{C0}-\x{17F}\x{1A0}\x{1A1}\x{1AF}\x{1B0}\x{1EA0}-\x{1EF9}]*[!-~\x{C0}-\x{17F}\x{1A0}\x{1A1}\x{1AF}\x{1B0}\x{1EA0}-\x{1EF9}])?')
        then v
    else nullif(trim(nfc_normalize(v), concat(' ', chr(9), chr(10), chr(13), chr(160), chr(8203), chr(65279))), '')
end;
-- the spelling under which an agency's names and codes are looked up
create or replace temp macro as_match_key(v) as lower(trim(regexp_replace(v, '\s+', ' ', 'g')));
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
-- what a spreadsheet writes where it could not compute, LibreOffice's in words; comparing the first letters tells nearly every cell apart
create or replace temp macro is_error(v) as case
    when v < '$' then regexp_full_match(v, '#(N/A|VALUE!|REF!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|GETTING_DATA|CALC!)')
    when v >= 'Err:5' and v < 'Err:6' then regexp_full_match(v, 'Err:5\d\d')
    else false
end;
-- digits alone: a cast would round 1.5, and read 0x10, 1_000 and the 1.23E+11 in which a spreadsheet hides digits.
-- a whole number may come as 3.0; 1.000 may be one or a thousand, and is refused.
-- nine digits are no count, and with a zero or + before them no amount: they are somebody's number
create or replace temp macro as_integer(v) as
    case when regexp_full_match(v, '[+-]?\d{1,8}(\.00?)?') then try_cast(split_part(v, '.', 1) as bigint) end;
create or replace temp macro as_decimal(v) as case
    when regexp_full_match(v, '[+-]?\d+(\.\d+)?') and not regexp_full_match(v, '[+-]?\d{1,3}(\.\d{3})+|-?0\d{8,}(\.\d+)?|\+\d{9,}')
        then try_cast(v as decimal(38, 6))
end;
-- a due date without a time means the end of that day; a workbook's date cell reads as midnight
create or replace temp macro as_due(v, moment) as
    case when not contains(v, ':') or v like '____-__-__ 00:00:00' then date_trunc('day', moment) + interval '86399' second else moment end;
-- YYYY, YYYY-MM or YYYY-Q1; also MM/YYYY, and the first day that a spreadsheet makes of a month
create or replace temp macro as_period(v) as case
    when regexp_full_match(v, '(19|20)\d\d') or regexp_full_match(v, '(19|20)\d\d-(0[1-9]|1[0-2])') then v
    when regexp_full_match(v, '(19|20)\d\d-[Qq][1-4]') then upper(v)
    when regexp_full_match(v, '(0[1-9]|1[0-2])/(19|20)\d\d') then concat(right(v, 4), '-', left(v, 2))
    when regexp_full_match(v, '(19|20)\d\d-(0[1-9]|1[0-2])-01( 00:00:00)?') then left(v, 7)
end;
create or replace temp macro as_period_start(period) as case
    when period like '____-Q_' then make_timestamp(left(period, 4)::bigint, right(period, 1)::bigint * 3 - 2, 1, 0, 0, 0)
    when period like '____-__' then make_timestamp(left(period, 4)::bigint, right(period, 2)::bigint, 1, 0, 0, 0)
    when period like '____' then make_timestamp(period::bigint, 1, 1, 0, 0, 0)
end;
-- HMAC-SHA256, cut to 128 bits; the padded key is set as a variable of the connection by assets/sources/privacy.py
create or replace temp macro as_token(v) as
    left(sha256(getvariable('token_outer')::blob || unhex(sha256(getvariable('token_inner')::blob || encode(v)))), 32);
