/* ---
title:
  vi: Các dòng cảnh báo đếm; của cảnh báo đã chấm dứt là các dòng đã đếm khi còn hiệu lực
  en: The rows a flag counts; of one that ended, the rows it counted while it stood
primary_key: [flag_id, fact, row_id]
--- */
select flag_id, fact, row_id from gaps.flag_evidence
union all
select e.flag_id, e.fact, e.row_id
from earlier.main.flag_evidence as e
inner join editions.flag_life as l on e.flag_id = l.flag_id
where l.ended_in is not null
