/* ---
title:
  vi: Nghĩa vụ mà kỳ trước và lần tính lại kỳ đó bằng số liệu hiện nay nói khác nhau
  en: Duties of which the edition before and its recount with today's facts say different things
primary_key: [duty_id, agency_id, standard_id]
--- */
select
    coalesce(n.duty_id, o.duty_id) as duty_id,
    coalesce(n.agency_id, o.agency_id) as agency_id,
    coalesce(n.standard_id, o.standard_id) as standard_id,
    coalesce(n.case_kind, o.case_kind) as case_kind,
    coalesce(n.case_id, o.case_id) as case_id,
    -- what had been written was written otherwise; what had been empty was only filled in late
    o.duty_id is not null and (
        n.duty_id is null
        or coalesce(n.arises_at <> o.arises_at, false)
        or (o.fulfilled_at is not null and n.fulfilled_at is distinct from o.fulfilled_at)
    ) as rewritten
from earlier.main.duty as o
full join recount.duties.duty as n on o.duty_id = n.duty_id and o.agency_id = n.agency_id and o.standard_id = n.standard_id
where o.status is distinct from n.status or o.month is distinct from n.month
