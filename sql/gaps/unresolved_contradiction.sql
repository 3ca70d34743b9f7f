/* ---
title:
  vi: Kết quả rà soát có hạn xử lý trong 12 tháng, và kết quả cũ hơn còn mở
  en: Review findings to be settled in the 12 months of judgement, and older ones still open
primary_key: [row_id]
fields:
  agency_id: {type: TEXT, vi: đơn vị, en: agency}
  standard_id: {type: TEXT, vi: chuẩn mực, en: standard}
  fact: {type: TEXT, vi: loại dòng chứng cứ, en: table that the evidence rows stand in}
  row_id: {type: TEXT, vi: mã dòng chứng cứ, en: key of the evidence row}
  began_at: {type: TIMESTAMP, vi: thời điểm sớm nhất, en: earliest moment}
  due_at: {type: TIMESTAMP, vi: hạn hiện hành, en: current due date}
  done_at: {type: TIMESTAMP, vi: "thời điểm làm xong hoặc kết thúc; trống nếu chưa", en: "when it was done or closed; empty while it is not"}
evidence: >-
  select * from review_finding where agency_id = {agency} and found_at <= {as_of} and due_at <= {as_of}
  and coalesce(resolved_at > {as_of}, true) order by case_id
--- */
select
    f.agency_id, cast(null as text) as standard_id, 'review_finding' as fact, f.case_id as row_id, f.due_at as began_at,
    f.due_at, f.resolved_at as done_at
from cases.review_finding as f
cross join sources.clock as k
where f.agency_id is not null
    and f.found_at <= k.as_of_end
    -- settled on a day before it was found is impossible: a defect of the data
    and not coalesce(cast(f.resolved_at as date) < cast(f.found_at as date), false)
    -- an old contradiction is the worst: open ones of any month
    and (f.due_at >= k.window_start or coalesce(f.resolved_at > k.as_of_end, true))
    and not exists (select 1 from sources.source as q where q.kind = 'review_finding' and q.completeness <> 'complete')
