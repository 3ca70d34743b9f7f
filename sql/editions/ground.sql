/* ---
title:
  vi: Ngoài tệp ra, điều gì khác so với kỳ trước - tham số, quy định, chương trình
  en: What differs from the edition before beside its files - a parameter, the law, the code
primary_key: [edition_id]
--- */
select
    e.edition_id,
    case
        when exists (
            select 1
            from sources.parameter as p
            full join earlier.main.parameter as o on p.name = o.name
            where p.value is distinct from o.value
        ) then 'parameter'
        -- calendar, procedures, agencies: the law and what it is counted by
        when e.profile_hash <> n.profile_hash then 'law'
        when e.code_version <> n.code_version then 'code'
    end as cause
from earlier.main.edition as e
cross join editions.edition as n
