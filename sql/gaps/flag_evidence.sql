/* ---
title:
  vi: Đúng các dòng được đếm trong tử số của cảnh báo
  en: Exactly the rows counted by a flag's numerator
primary_key: [flag_id, fact, row_id]
--- */
select s.flag_id, 'duty' as fact, d.duty_id as row_id
from gaps.flag_scope as s
inner join duties.duty as d on s.agency_id = d.agency_id and s.standard_id = d.standard_id
cross join sources.clock as k
where d.status in ('late', 'overdue')
    and d.month >= s.first_month
    and d.month <= k.last_month
union all
-- exact kinds count the rows one by one
select flag_id, fact, row_id from gaps.flag_fact
