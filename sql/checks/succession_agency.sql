/* ---
title:
  vi: "Đơn vị trước và đơn vị kế thừa đều có trong danh mục"
  en: "Predecessor and successor both stand in the register"
dimension: consistency
guards: sources.clock
severity: warning
--- */
select u.predecessor_id, u.successor_id, u.on_date
from sources.agency_succession as u
left join sources.agency as p on u.predecessor_id = p.agency_id
left join sources.agency as s on u.successor_id = s.agency_id
where p.agency_id is null or s.agency_id is null
