-- Decision 766/QĐ-TTg criterion by criterion and agency by agency, beside our own count of the same matter.
select
    v_official_766.*,
    v_official_766.feeds as feeds_en,
    coalesce(v_official_766.official_minus_ours <> 0, false) as differs
from v_official_766
order by v_official_766.group_no, v_official_766.criterion, v_official_766.agency_id
