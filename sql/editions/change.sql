/* ---
title:
  vi: Thay đổi so với kỳ đã công bố trước, và nguyên nhân
  en: What changed since the edition published before, and why
why:
  vi: Kỳ 12 tháng cũ được tính lại bằng số liệu hiện nay; khác với đã công bố là do tệp, quy định, tham số hoặc chương trình, phần còn lại là do kỳ 12 tháng dịch đi
  en: The old 12 months are recounted with today's facts; what differs from what was published comes from files, law, parameters or code, the rest from the 12 months that moved on
primary_key: [from_edition_id, what, key]
--- */
with version as (
    select
        what, key, max(agency_id) as agency_id, max(standard_id) as standard_id,
        max(value) filter (where version = 'before') as before, max(rate) filter (where version = 'before') as rate_before,
        max(value) filter (where version = 'recounted') as recounted, max(rate) filter (where version = 'recounted') as rate_recounted,
        max(value) filter (where version = 'after') as after, max(rate) filter (where version = 'after') as rate_after
    from editions.stated
    group by what, key
),

explained as (
    select
        v.*, g.edition_id as from_edition_id,
        -- the rows' own reasons first, then what holds for all, then what changed among the peers
        case
            -- a file that is no longer missing came late, whatever else changed
            when v.what = 'flag' and v.key like 'unreported~%' then 'late_data'
            when s.standard_id is not null then 'law'
            else coalesce(own.cause, g.cause, peers.cause, 'late_data')
        end as restated
    from version as v
    cross join editions.ground as g
    left join editions.changed_standard as s on v.standard_id = s.standard_id
    left join editions.cause as own on own.agency_id is not distinct from v.agency_id and own.standard_id is not distinct from v.standard_id
    left join editions.cause as peers on peers.agency_id is null and peers.standard_id is not distinct from v.standard_id
)

select
    from_edition_id, what, key, before, after,
    case
        when before = recounted or (before is null and recounted is null) then 'new_cases'
        when before is null or recounted is null or recounted = after then restated
        -- both the old months and the new one moved it: the larger part names the cause
        when abs(rate_recounted - rate_before) >= abs(rate_after - rate_recounted) then restated
        else 'new_cases'
    end as cause
from explained
where before is distinct from after
