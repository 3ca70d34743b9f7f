/* ---
title:
  vi: Nghĩa vụ đã đến hạn trong 12 tháng, và nghĩa vụ cũ hơn còn mở
  en: Duties due in the 12 months of judgement, and older ones still open
primary_key: [row_id]
fields:
  agency_id: {type: TEXT, vi: đơn vị, en: agency}
  standard_id: {type: TEXT, vi: chuẩn mực, en: standard}
  tier: {type: TEXT, vi: cấp của đơn vị, en: tier of the agency}
  fact: {type: TEXT, vi: loại dòng chứng cứ, en: table that the evidence rows stand in}
  row_id: {type: TEXT, vi: mã dòng chứng cứ, en: key of the evidence row}
  began_at: {type: TIMESTAMP, vi: hạn đã qua, en: due date that passed}
  due_at: {type: TIMESTAMP, vi: hạn hiện hành, en: current due date}
  done_at: {type: TIMESTAMP, vi: "thời điểm làm xong hoặc kết thúc; trống nếu chưa", en: "when it was done or closed; empty while it is not"}
evidence: >-
  select * from duty where standard_id = {standard} and agency_id = {agency} and status = 'overdue' order by duty_id
--- */
select
    d.agency_id, d.standard_id, d.tier, 'duty' as fact, d.duty_id as row_id, d.due_at as began_at, d.due_at,
    -- closed without being fulfilled, after its day: late, but nobody has to do anything any more
    case when d.status <> 'overdue' then coalesce(d.fulfilled_at, d.due_at) end as done_at
from duties.duty as d
inner join sources.standard as s on d.standard_id = s.standard_id
cross join sources.clock as k
where
    -- overdue only where the source is complete and came: silence elsewhere is unknown
    d.status in ('met', 'late', 'overdue')
    -- an old debt is the worst: open ones of any month
    and (d.month >= strftime(k.window_start, '%Y-%m') or d.status = 'overdue')
    and d.month <= k.last_month
    and s.measure = 'scored'
    and d.tier <> 'inherited'
    -- kinds of their own: not_executed, undocumented, unowned, unfunded
    and s.end_event not in (
        'sanction_executed', 'recommendation_executed', 'doc_issued', 'implementing_doc_effective', 'accountable_person_named', 'law_spend'
    )
