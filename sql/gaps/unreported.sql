/* ---
title:
  vi: Tệp phải nộp trong 12 tháng mà chưa có
  en: Files that had to come in the 12 months of judgement and did not
primary_key: [row_id]
fields:
  agency_id: {type: TEXT, vi: đơn vị, en: agency}
  standard_id: {type: TEXT, vi: chuẩn mực, en: standard}
  subject: {type: TEXT, vi: nguồn và tháng còn thiếu, en: source and month that are missing}
  fact: {type: TEXT, vi: loại dòng chứng cứ, en: table that the evidence rows stand in}
  row_id: {type: TEXT, vi: mã dòng chứng cứ, en: key of the evidence row}
  began_at: {type: DATE, vi: tháng của tệp, en: month of the file}
  due_at: {type: DATE, vi: hạn nộp tệp, en: day the file was due}
  came_at: {type: TIMESTAMP, vi: "thời điểm tệp đến; trống nếu chưa đến", en: "when the file came; empty where it did not"}
evidence: >-
  select * from missing_file where source_id = {source} and agency_id = {sender} and month = {month}
--- */
select
    -- the city's own systems send for the city
    coalesce(nullif(m.agency_id, ''), c.city_agency) as agency_id,
    cast(null as text) as standard_id,
    m.source_id || '~' || m.month as subject,
    'missing_file' as fact,
    m.source_id || '~' || m.agency_id || '~' || m.month as row_id,
    cast(m.month || '-01' as date) as began_at,
    last_day(cast(m.month || '-01' as date)) + cast(q.due_day as integer) as due_at,
    cast(null as timestamp) as came_at
from sources.missing_file as m
inner join sources.source as q on m.source_id = q.source_id
cross join sources.clock as k
cross join (select max(city_agency) as city_agency from sources.standard) as c
where m.month >= strftime(k.window_start, '%Y-%m')
    -- of a source that is a sample nobody expects every file
    and q.completeness = 'complete'
