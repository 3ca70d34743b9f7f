-- The window every page judges: twelve months ending with the edition's month.
create or replace temp table clock as
select
    as_of,
    last_day(as_of) as window_end,
    cast(date_trunc('month', as_of) - interval 11 month as date) as window_start
from edition
limit 1
