/* ---
title:
  vi: "Chuẩn mực đang có hiệu lực áp dụng cho ít nhất một đơn vị"
  en: "A standard in force applies to some agency; a row here names a tier that nobody has"
dimension: consistency
guards: sources.clock
severity: warning
--- */
select s.standard_id, s.plan_group
from sources.standard as s
cross join sources.clock as k
left join sources.standard_tier as t on s.standard_id = t.standard_id
left join sources.agency as a on t.tier = a.tier and a.valid_from <= k.as_of and (a.valid_to is null or a.valid_to >= k.as_of)
where s.effective_from <= k.as_of and (s.effective_to is null or s.effective_to >= k.as_of)
group by s.standard_id, s.plan_group
having count(a.agency_id) = 0
