/* ---
title:
  vi: Hồ sơ đến hạn, và số chỉ kịp hạn nhờ yêu cầu bổ sung hoặc tạm dừng ghi nhận sát hạn, theo đơn vị và thủ tục
  en: Dossiers due, and those in time only through a request or pause entered close to the due day, by agency and procedure
primary_key: [agency_id, standard_id, subject]
fields:
  agency_id: {type: TEXT, vi: đơn vị, en: agency}
  tier: {type: TEXT, vi: cấp của đơn vị, en: tier of the agency}
  standard_id: {type: TEXT, vi: chuẩn mực, en: standard}
  subject: {type: TEXT, vi: đối tượng cụ thể của dấu hiệu, en: what exactly it is about}
  fact: {type: TEXT, vi: loại dòng chứng cứ, en: table that the evidence rows stand in}
  numerator: {type: BIGINT, vi: số trường hợp như vậy, en: how many are so}
  denominator: {type: BIGINT, vi: số trường hợp được xem xét, en: how many were looked at}
  began_at: {type: TIMESTAMP, vi: thời điểm sớm nhất, en: earliest moment}
  row_ids: {type: "TEXT[]", vi: mã các dòng chứng cứ, en: keys of the evidence rows}
evidence: >-
  select d.* from duty as d inner join procedure_case as c on d.case_kind = 'procedure_case' and d.case_id = c.case_id
  inner join calendar_day as b on cast(d.original_due_at as date) = b.day
  where d.standard_id = {standard} and d.agency_id = {agency} and c.procedure_code = {procedure} and d.status = 'met'
  and d.fulfilled_at > d.original_due_at and d.month between {first} and {last} and d.tier <> 'inherited' and exists (
  select 1 from case_event as e inner join calendar_day as n
  on cast(greatest(e.occurred_at, coalesce(e.recorded_at, e.occurred_at)) as date) = n.day
  where e.case_kind = 'procedure_case' and e.case_id = d.case_id and e.occurred_at between d.arises_at and {as_of}
  and (e.event = 'supplement_requested' or (e.event = 'paused' and e.ground is not null))
  and n.day <= b.day and n.work_no + 1 - n.is_working >= b.work_no - b.is_working) order by d.duty_id
--- */
with due as (
    select
        d.agency_id, d.tier, d.standard_id, c.procedure_code as subject, d.duty_id, d.case_id, d.arises_at, d.fulfilled_at,
        d.status = 'met' and d.fulfilled_at > d.original_due_at as saved,
        b.day as due_day, b.work_no - b.is_working as last_work_no
    from duties.duty as d
    inner join sources.standard as s on d.standard_id = s.standard_id
    inner join sources.source as q on s.carried_by = q.source_id
    inner join cases.procedure_case as c on d.case_kind = 'procedure_case' and d.case_id = c.case_id
    inner join sources.calendar_day as b on cast(d.original_due_at as date) = b.day
    cross join sources.clock as k
    where
        s.by_procedure and s.measure = 'scored' and q.completeness = 'complete'
        and d.status in ('met', 'late', 'overdue')
        and d.month between strftime(k.window_start, '%Y-%m') and k.last_month
        and d.tier <> 'inherited'
),

entered as (
    -- the day it was put on record, as for the clock itself (sql/duties/pause.sql)
    select e.case_id, e.occurred_at, n.day, n.work_no + 1 - n.is_working as work_no
    from cases.case_event as e
    inner join sources.calendar_day as n
        on cast(greatest(e.occurred_at, coalesce(e.recorded_at, e.occurred_at)) as date) = n.day
    cross join sources.clock as k
    where
        e.case_kind = 'procedure_case' and e.occurred_at <= k.as_of_end
        and (e.event = 'supplement_requested' or (e.event = 'paused' and e.ground is not null))
),

stopped as (
    select distinct d.duty_id
    from due as d
    inner join entered as e on d.case_id = e.case_id
    where d.saved and e.occurred_at >= d.arises_at and e.day <= d.due_day and e.work_no >= d.last_work_no
)

select
    d.agency_id, d.tier, d.standard_id, d.subject, 'duty' as fact,
    count(t.duty_id) as numerator,
    count(*) as denominator,
    min(d.fulfilled_at) filter (where t.duty_id is not null) as began_at,
    list(d.duty_id order by d.duty_id) filter (where t.duty_id is not null) as row_ids
from due as d
left join stopped as t on d.duty_id = t.duty_id
group by d.agency_id, d.tier, d.standard_id, d.subject
