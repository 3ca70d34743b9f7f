/* ---
title:
  vi: Ngoài tệp ra, điều gì khác so với kỳ trước - tham số, quy định, xóa theo yêu cầu, chương trình
  en: What differs from the edition before beside its files - a parameter, the law, an erasure, the code
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
        -- a row that the edition before had, and that was erased at a person's request since
        when exists (
            select 1
            from sources.erased_row as x
            inner join sources.source_file as f on x.source_file_id = f.source_file_id
            inner join sources.rejected_row as r on x.source_file_id = r.source_file_id and x.sheet = r.sheet and x.row = r.row
            left join earlier.main.rejected_row as b
                on x.source_file_id = b.source_file_id and x.sheet = b.sheet and x.row = b.row and r.reason_en = b.reason_en
            where f.received_at <= e.known_at and b.source_file_id is null
        ) then 'erasure'
        when e.code_version <> n.code_version then 'code'
    end as cause
from earlier.main.edition as e
cross join editions.edition as n
