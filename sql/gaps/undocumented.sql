/* ---
title:
  vi: Văn bản quy định chi tiết phải ban hành, với hạn, ngày ban hành và ngày luật có hiệu lực
  en: Implementing documents that were due, with their day, the day they were issued and the day the law took effect
primary_key: [row_id]
fields:
  agency_id: {type: TEXT, vi: đơn vị, en: agency}
  standard_id: {type: TEXT, vi: chuẩn mực, en: standard}
  fact: {type: TEXT, vi: loại dòng chứng cứ, en: table that the evidence rows stand in}
  row_id: {type: TEXT, vi: mã dòng chứng cứ, en: key of the evidence row}
  began_at: {type: TIMESTAMP, vi: thời điểm sớm nhất, en: earliest moment}
  due_at: {type: TIMESTAMP, vi: hạn hiện hành, en: current due date}
  issued_at: {type: TIMESTAMP, vi: ngày ban hành, en: issued}
  law_effective_at: {type: TIMESTAMP, vi: ngày quy định được hướng dẫn có hiệu lực, en: when the rule it implements takes effect}
evidence: >-
  select d.* from duty as d inner join document as c on d.case_kind = 'document' and d.case_id = c.case_id
  inner join standard as s on d.standard_id = s.standard_id
  where d.standard_id = {standard} and d.agency_id = {agency} and d.status in ('met', 'late', 'overdue')
  and (case when s.end_event = 'doc_issued' then c.due_at <= {as_of} and coalesce(c.issued_at > {as_of}, true)
  when c.issued_at <= {as_of} then d.month between {first} and {last} and cast(c.issued_at as date) > cast(c.law_effective_at as date)
  else c.law_effective_at <= {as_of} and coalesce(c.due_at > {as_of}, true) end) order by d.duty_id
--- */
with due as (
    select d.agency_id, d.standard_id, d.duty_id, d.month, s.end_event, c.due_at, c.issued_at, c.law_effective_at, k.as_of_end,
        coalesce(c.issued_at <= k.as_of_end, false) as issued
    from duties.duty as d
    inner join sources.standard as s on d.standard_id = s.standard_id
    inner join cases.document as c on d.case_kind = 'document' and d.case_id = c.case_id
    cross join sources.clock as k
    where s.end_event in ('doc_issued', 'implementing_doc_effective')
        and s.measure = 'scored'
        and d.status in ('met', 'late', 'overdue')
        -- what was issued counts in the 12 months its day fell in; what is missing is missing until it comes
        and (d.month between strftime(k.window_start, '%Y-%m') and k.last_month or coalesce(c.issued_at > k.as_of_end, true))
        and d.tier <> 'inherited'
)

-- by the day it was due: issued or not
select
    agency_id, standard_id, 'duty' as fact, duty_id as row_id, due_at as began_at,
    due_at, issued_at, cast(null as timestamp) as law_effective_at
from due
where end_event = 'doc_issued'
union all
-- by the day of the law: issued after it, or, where no day was set that has passed, not issued. One missing document counts once
select
    agency_id, standard_id, 'duty' as fact, duty_id as row_id, law_effective_at as began_at,
    cast(null as timestamp) as due_at, issued_at, law_effective_at
from due
where end_event = 'implementing_doc_effective' and (issued or coalesce(due_at > as_of_end, true))
