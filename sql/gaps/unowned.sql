/* ---
title:
  vi: Nhiệm vụ được giao trong 12 tháng hoặc còn mở, với cá nhân và tập thể phụ trách
  en: Tasks given in the 12 months of judgement or still open, with the person and the collective that own them
primary_key: [row_id]
fields:
  agency_id: {type: TEXT, vi: đơn vị, en: agency}
  standard_id: {type: TEXT, vi: chuẩn mực, en: standard}
  fact: {type: TEXT, vi: loại dòng chứng cứ, en: table that the evidence rows stand in}
  row_id: {type: TEXT, vi: mã dòng chứng cứ, en: key of the evidence row}
  began_at: {type: TIMESTAMP, vi: thời điểm sớm nhất, en: earliest moment}
  person: {type: TEXT, vi: cá nhân phụ trách, en: person responsible}
  collective: {type: TEXT, vi: tập thể phụ trách, en: unit responsible}
  assigned_at: {type: TIMESTAMP, vi: ngày giao, en: assigned}
  done_at: {type: TIMESTAMP, vi: "thời điểm làm xong hoặc kết thúc; trống nếu chưa", en: "when it was done or closed; empty while it is not"}
  left_at: {type: DATE, vi: ngày người phụ trách thôi giữ chức, en: when the person left the post}
evidence: >-
  select d.* from duty as d inner join plan_task as t on d.case_kind = 'plan_task' and d.case_id = t.case_id
  where d.standard_id = {standard} and d.agency_id = {agency} and d.status in ('met', 'late', 'overdue')
  and (d.month between {first} and {last} or coalesce(t.completed_at > {as_of}, true)) and t.assigned_at <= {as_of}
  and (coalesce(trim(t.responsible_person), '') = '' or coalesce(trim(t.responsible_unit), '') = ''
  or (coalesce(t.completed_at > {as_of}, true) and t.responsible_person in (select h.name from head as h
  where h.agency_id = d.agency_id group by h.name having count(*) = count(h.to_date) and max(h.to_date) < cast({as_of} as date))))
  order by d.duty_id
--- */
with gone as (
    -- in office on the last day of a term; a term without an end has not ended
    select
        h.agency_id, h.name,
        case when count(*) = count(h.to_date) then max(h.to_date) + 1 end as left_at
    from sources.head as h
    where h.name is not null
    group by h.agency_id, h.name
)

select
    d.agency_id, d.standard_id, 'duty' as fact, d.duty_id as row_id, t.assigned_at as began_at,
    t.responsible_person as person, t.responsible_unit as collective, t.assigned_at, t.completed_at as done_at, g.left_at
from duties.duty as d
inner join sources.standard as s on d.standard_id = s.standard_id
inner join cases.plan_task as t on d.case_kind = 'plan_task' and d.case_id = t.case_id
cross join sources.clock as k
left join gone as g on d.agency_id = g.agency_id and t.responsible_person = g.name
where s.end_event = 'accountable_person_named'
    and d.status in ('met', 'late', 'overdue')
    and (
        d.month between strftime(k.window_start, '%Y-%m') and k.last_month
        or coalesce(t.completed_at > k.as_of_end, true)
    )
    and d.tier <> 'inherited'
