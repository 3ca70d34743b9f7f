/* ---
title:
  vi: Sự kiện của vụ việc
  en: What happened to a case, and when
primary_key: [case_kind, case_id, event, occurred_at]
first_date: [occurred_at]
fields:
  case_kind: {type: TEXT, vi: loại vụ việc, en: case kind, code: true}
  case_id: {type: TEXT, vi: mã vụ việc, en: case number, code: true}
  event: {type: TEXT, vi: sự kiện, en: event, code: true}
  occurred_at: {type: TIMESTAMP, vi: thời điểm xảy ra, en: when it happened}
  recorded_at: {type: TIMESTAMP, vi: thời điểm ghi nhận, en: when it was recorded}
  ground: {type: TEXT, vi: căn cứ, en: ground}
  new_due_at: {type: TIMESTAMP, vi: ngày hẹn trả mới, en: new due date, due: true}
  new_agency_id: {type: TEXT, vi: đơn vị mới, en: new agency}
--- */
with carried as (
    -- events that files of events carry, by case number
    select
        e.case_kind, e.case_id, e.event, e.occurred_at, e.recorded_at, e.ground, e.new_due_at, e.new_agency_id,
        e.source_file_id, e.sheet, e.row, f.received_at, f.name
    from sources.case_event as e
    inner join sources.known_file as f on e.source_file_id = f.source_file_id
    where e.case_id is not null
),

linked as (
    -- events that name no case: they belong to every case that shares the value and began by that day
    select
        e.case_kind, c.case_id, e.event, e.occurred_at, e.recorded_at, e.ground, e.new_due_at, e.new_agency_id,
        e.source_file_id, e.sheet, e.row, f.received_at, f.name
    from sources.case_event as e
    inner join sources.known_file as f on e.source_file_id = f.source_file_id
    inner join cases.inspection as c on e.link_key = c.link_key and c.started_at <= e.occurred_at
    where e.case_kind = 'inspection' and e.case_id is null
),

wide as (
    -- events that stand in the columns of a case's own row
    select
        r.case_kind, r.case_id, r.event, r.occurred_at,
        cast(null as timestamp) as recorded_at, cast(null as text) as ground,
        cast(null as timestamp) as new_due_at, cast(null as text) as new_agency_id,
        r.source_file_id, r.sheet, r.row, cast(null as timestamp) as received_at, '' as name
    from cases.row_event as r
),

together as (
    select *, 'file' as origin from carried
    union all
    select *, 'file' as origin from linked
    union all
    select *, 'row' as origin from wide
),

ranked as (
    select
        *,
        row_number() over (
            partition by case_kind, case_id, event, occurred_at
            order by received_at desc, name desc, sheet desc, row desc, source_file_id desc
        ) as newest
    from together
)

select
    case_kind, case_id, event, occurred_at, recorded_at, ground, new_due_at, new_agency_id,
    origin, source_file_id, sheet, row
from ranked
where newest = 1
