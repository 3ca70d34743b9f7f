/* ---
title:
  vi: Quyết định xử phạt, kiến nghị đã đến hạn thi hành
  en: Sanctions and recommendations whose day of execution has come
primary_key: [row_id]
evidence: >-
  select * from duty where standard_id = {standard} and agency_id = {agency} and status = 'overdue' order by duty_id
--- */
select
    d.agency_id, d.standard_id, 'duty' as fact, d.duty_id as row_id, d.due_at as began_at, d.due_at,
    -- closed without being fulfilled, after its day: late, but nobody has to do anything any more
    case when d.status <> 'overdue' then coalesce(d.fulfilled_at, d.due_at) end as done_at
from duties.duty as d
inner join sources.standard as s on d.standard_id = s.standard_id
cross join sources.clock as k
where
    d.status in ('met', 'late', 'overdue')
    -- the ten days after a decision is served and the day a conclusion sets. The year after which a decision lapses
    -- would count the same sanction twice
    and (s.start_event, s.end_event) in (
        ('sanction_decision_received', 'sanction_executed'), ('conclusion_received', 'recommendation_executed')
    )
    -- an old debt is the worst: open ones of any month
    and (d.month >= strftime(k.window_start, '%Y-%m') or d.status = 'overdue')
    and d.month <= k.last_month
    and d.tier <> 'inherited'
