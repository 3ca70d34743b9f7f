/* ---
title:
  vi: Hồ sơ xong trong hạn, và số xong vào đúng ngày hẹn luật định hoặc ngày làm việc liền trước, theo đơn vị và thủ tục
  en: Dossiers finished in time, and those of them finished on the due day or the working day before, by agency and procedure
primary_key: [agency_id, standard_id, subject]
fields:
  agency_id: {type: TEXT, vi: đơn vị, en: agency}
  tier: {type: TEXT, vi: cấp của đơn vị, en: tier of the agency}
  standard_id: {type: TEXT, vi: chuẩn mực, en: standard}
  subject: {type: TEXT, vi: mã thủ tục hành chính, en: procedure code}
  fact: {type: TEXT, vi: loại dòng chứng cứ, en: table that the evidence rows stand in}
  numerator: {type: BIGINT, vi: số trường hợp như vậy, en: how many are so}
  denominator: {type: BIGINT, vi: số trường hợp được xem xét, en: how many were looked at}
  began_at: {type: TIMESTAMP, vi: thời điểm sớm nhất, en: earliest moment}
  row_ids: {type: "TEXT[]", vi: mã các dòng chứng cứ, en: keys of the evidence rows}
evidence: >-
  select d.* from duty as d inner join procedure_case as c on d.case_kind = 'procedure_case' and d.case_id = c.case_id
  inner join calendar_day as a on cast(d.arises_at as date) = a.day inner join calendar_day as b on cast(d.due_at as date) = b.day
  inner join calendar_day as f on cast(d.fulfilled_at as date) = f.day
  where d.standard_id = {standard} and d.agency_id = {agency} and c.procedure_code = {procedure} and d.status = 'met'
  and d.month between {first} and {last} and d.tier <> 'inherited' and b.work_no - a.work_no > 2
  and f.work_no >= b.work_no - b.is_working order by d.duty_id
--- */
with finished as (
    -- one row a dossier, joined to the calendar by its three days: linear in dossiers
    select
        d.agency_id, d.tier, d.standard_id, c.procedure_code as subject, d.duty_id, d.fulfilled_at,
        -- the ordinal of a day off is that of the working day before it
        f.work_no >= b.work_no - b.is_working as at_last
    from duties.duty as d
    inner join sources.standard as s on d.standard_id = s.standard_id
    inner join sources.source as q on s.carried_by = q.source_id
    inner join cases.procedure_case as c on d.case_kind = 'procedure_case' and d.case_id = c.case_id
    inner join sources.calendar_day as a on cast(d.arises_at as date) = a.day
    inner join sources.calendar_day as b on cast(d.due_at as date) = b.day
    inner join sources.calendar_day as f on cast(d.fulfilled_at as date) = f.day
    cross join sources.clock as k
    where
        s.by_procedure and s.measure = 'scored' and q.completeness = 'complete'
        and d.status = 'met'
        and d.month between strftime(k.window_start, '%Y-%m') and k.last_month
        and d.tier <> 'inherited'
        -- a limit of two working days is nothing but its last two
        and b.work_no - a.work_no > 2
)

select
    agency_id, tier, standard_id, subject, 'duty' as fact,
    count(*) filter (where at_last) as numerator,
    count(*) as denominator,
    min(fulfilled_at) filter (where at_last) as began_at,
    list(duty_id order by duty_id) filter (where at_last) as row_ids
from finished
group by agency_id, tier, standard_id, subject
