/* ---
title:
  vi: Sự kiện, kể cả sự kiện suy ra từ chính dữ liệu
  en: What happened, and what follows from the data themselves (a period ended, a promised day passed)
primary_key: [case_kind, case_id, event, occurred_at]
fields:
  case_kind: {type: TEXT, vi: loại vụ việc, en: case kind}
  case_id: {type: TEXT, vi: mã vụ việc, en: case number}
  event: {type: TEXT, vi: sự kiện, en: event}
  occurred_at: {type: TIMESTAMP, vi: thời điểm xảy ra, en: when it happened}
  recorded_at: {type: TIMESTAMP, vi: thời điểm ghi nhận, en: when it was recorded}
  ground: {type: TEXT, vi: căn cứ, en: ground}
  new_due_at: {type: TIMESTAMP, vi: ngày hẹn trả mới, en: new due date}
  new_agency_id: {type: TEXT, vi: đơn vị mới, en: new agency}
  source_file_id: {type: TEXT, vi: tệp nguồn, en: source file}
  sheet: {type: TEXT, vi: trang tính, en: sheet}
  row: {type: BIGINT, vi: dòng trong tệp, en: row of the file}
  origin: {type: TEXT, vi: "từ đâu: row, file, derived", en: "where from: row, file, derived"}
--- */
with carried as (
    -- a result promised for the day of acceptance owes no apology in advance, so its day is no limit for one
    select
        e.case_kind, e.case_id, e.event, e.occurred_at, e.recorded_at, e.ground, e.new_due_at, e.new_agency_id, e.origin,
        e.source_file_id, e.sheet, e.row
    from cases.case_event as e
    left join cases.procedure_case as c
        on e.case_kind = 'procedure_case' and e.event = 'due_date' and e.case_id = c.case_id
        and cast(c.accepted_at as date) = cast(c.promised_at as date)
    where c.case_id is null
),

registered as (
    -- a period is a year, a quarter or a month
    select
        r.case_id, r.standard_id, r.source_file_id, r.sheet, r.row,
        d.month_no + case when length(r.period) = 4 then 11 when substr(r.period, 6, 1) = 'Q' then 2 else 0 end as last_month_no
    from cases.duty_register as r
    inner join sources.calendar_day as d on cast(r.period_start as date) = d.day
),

period_ended as (
    select
        'duty_register' as case_kind, r.case_id, 'period_ended' as event,
        cast(d.day as timestamp) + interval '86399' second as occurred_at,
        r.source_file_id, r.sheet, r.row
    from registered as r
    inner join sources.calendar_day as d on r.last_month_no = d.month_no and d.day_of_month = d.days_in_month
),

law_effective as (
    -- the day the law itself names as its beginning
    select
        'duty_register' as case_kind, r.case_id, 'law_effective' as event, cast(s.effective_from as timestamp) as occurred_at,
        r.source_file_id, r.sheet, r.row
    from registered as r
    inner join sources.standard as s on r.standard_id = s.standard_id
    where s.start_event = 'law_effective'
),

owned as (
    -- the plan wants a person and a collective: one alone is not named
    select
        'plan_task' as case_kind, t.case_id, 'accountable_person_named' as event, t.assigned_at as occurred_at,
        t.source_file_id, t.sheet, t.row
    from cases.plan_task as t
    where t.responsible_person is not null and t.responsible_unit is not null and t.assigned_at is not null
),

promised as (
    select
        c.case_id, c.source_file_id, c.sheet, c.row, c.accepted_at, c.promised_at,
        min(e.occurred_at) as ended_at
    from cases.procedure_case as c
    left join carried as e
        on e.case_kind = 'procedure_case' and c.case_id = e.case_id
        and e.event in ('result_ready', 'withdrawn', 'returned_unprocessed')
    where c.promised_at is not null
    group by c.case_id, c.source_file_id, c.sheet, c.row, c.accepted_at, c.promised_at
),

promise_passed as (
    -- the day on the slip, which pauses may still move: clock_duty keeps what has passed on the moved day too;
    -- a result promised for the day of acceptance owes no apology when it is late (same-day procedures)
    select
        'procedure_case' as case_kind, p.case_id, 'due_date_passed' as event, p.promised_at as occurred_at,
        p.source_file_id, p.sheet, p.row
    from promised as p
    cross join sources.clock as k
    where cast(p.promised_at as date) > cast(p.accepted_at as date)
        and p.promised_at <= k.as_of_end
        and (p.ended_at is null or p.ended_at > p.promised_at)
),

derived as (
    select * from period_ended
    union all
    select * from law_effective
    union all
    select * from owned
    union all
    select * from promise_passed
)

select
    case_kind, case_id, event, occurred_at, recorded_at, ground, new_due_at, new_agency_id, origin, source_file_id, sheet, row
from carried
union all
select
    case_kind, case_id, event, occurred_at, cast(null as timestamp) as recorded_at, cast(null as text) as ground, cast(null as timestamp) as new_due_at,
    cast(null as text) as new_agency_id, 'derived' as origin, source_file_id, sheet, row
from derived
