/* ---
title:
  vi: "Hai nhiệm kỳ người đứng đầu của một đơn vị không chồng nhau"
  en: "Two terms of an agency's head do not overlap; one question needs one person who answers"
dimension: consistency
guards: sources.clock
severity: warning
--- */
with term as (
    select
        agency_id, from_date, to_date,
        lag(from_date) over (partition by agency_id, office_vi order by from_date) as earlier_from,
        lag(to_date) over (partition by agency_id, office_vi order by from_date) as earlier_to
    from sources.head
)

select agency_id, earlier_from, earlier_to, from_date
from term
where earlier_from is not null and (earlier_to is null or earlier_to >= from_date)
