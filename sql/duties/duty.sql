/* ---
title:
  vi: Nghĩa vụ theo pháp luật của từng vụ việc
  en: One obligation each - case × the standard in force when it arose
primary_key: [duty_id]
fields:
  duty_id: {type: TEXT, vi: mã nghĩa vụ, en: duty}
  agency_id: {type: TEXT, vi: đơn vị có nghĩa vụ, en: agency that owes it}
  standard_id: {type: TEXT, vi: chuẩn mực, en: standard}
  case_kind: {type: TEXT, vi: loại vụ việc, en: case kind}
  case_id: {type: TEXT, vi: mã vụ việc, en: case}
  arises_at: {type: TIMESTAMP, vi: thời điểm phát sinh, en: when it arose}
  original_due_at: {type: TIMESTAMP, vi: hạn ban đầu, en: original due date}
  due_at: {type: TIMESTAMP, vi: hạn hiện hành, en: current due date}
  fulfilled_at: {type: TIMESTAMP, vi: thời điểm thực hiện xong, en: when it was fulfilled}
  days_late: {type: BIGINT, vi: số ngày quá hạn (ngày lịch), en: calendar days past the due date}
  status: {type: TEXT, vi: "tình trạng: met, late, overdue, pending, excused, unknown", en: status at as_of}
  responsible_person: {type: TEXT, vi: cá nhân phụ trách, en: person responsible}
  responsible_unit: {type: TEXT, vi: tập thể phụ trách, en: unit responsible}
  tier: {type: TEXT, vi: cấp của đơn vị, en: tier of the agency}
  month: {type: TEXT, vi: tháng đến hạn, en: month it falls due}
  days_taken: {type: BIGINT, vi: số ngày đã qua theo đơn vị tính của chuẩn mực, en: days from arising to the end (or as_of) in the standard's unit}
  ended: {type: BOOLEAN, vi: đã thực hiện xong, en: fulfilled}
  provisional: {type: BOOLEAN, vi: hạn tạm tính vì lịch nghỉ của năm chưa được công bố, en: due date uses a year without a confirmed calendar}
--- */
with ending as (
    select e.case_kind, e.case_id, e.event, min(e.occurred_at) as occurred_at
    from cases.case_event as e
    cross join sources.clock as k
    where e.occurred_at <= k.as_of_end
    group by e.case_kind, e.case_id, e.event
),

excuse as (
    -- withdrawn, or handed over with a ground
    select e.case_kind, e.case_id, min(e.occurred_at) as excused_at
    from cases.case_event as e
    cross join sources.clock as k
    where e.occurred_at <= k.as_of_end
        and (e.event in ('withdrawn', 'cancelled', 'returned_unprocessed') or (e.event = 'transferred' and e.ground is not null))
    group by e.case_kind, e.case_id
),

fact as (
    select
        c.standard_id, c.case_kind, c.case_id, c.agency_id, c.tier, c.arises_at, c.in_force_at,
        c.responsible_person, c.responsible_unit,
        d.unit, d.direction, d.original_due_at, d.due_at, d.still_paused, d.provisional,
        e.occurred_at as fulfilled_at,
        x.excused_at,
        s.carried_by,
        k.as_of_end
    from duties.candidate as c
    inner join duties.moved_due as d
        on c.standard_id = d.standard_id and c.case_kind = d.case_kind and c.case_id = d.case_id
    inner join sources.standard as s on c.standard_id = s.standard_id
    left join ending as e on c.case_kind = e.case_kind and c.case_id = e.case_id and s.end_event = e.event
    left join excuse as x on c.case_kind = x.case_kind and c.case_id = x.case_id
    cross join sources.clock as k
),

heard as (
    -- would we know, had the end happened by the due date? only if the source is complete and its file came
    select
        f.*,
        case
            when q.completeness = 'complete'
                and (own.source_id is not null or whole.source_id is not null or always.source_id is not null)
                then 1
            else 0
        end as silence_counts
    from fact as f
    left join sources.source as q on f.carried_by = q.source_id
    left join duties.covered as own
        on f.carried_by = own.source_id and f.agency_id = own.agency_id
        and substr(cast(cast(f.due_at as date) as text), 1, 7) = own.month
    left join duties.covered as whole
        on f.carried_by = whole.source_id and whole.agency_id = '*'
        and substr(cast(cast(f.due_at as date) as text), 1, 7) = whole.month
    left join duties.covered as always
        on f.carried_by = always.source_id and always.agency_id = '*' and always.month = '*'
),

judged as (
    select
        h.*,
        case
            when h.arises_at is null or h.due_at is null then 'unknown'
            -- an end on a day before its start is impossible; hours inside one day differ between systems
            when cast(h.fulfilled_at as date) < cast(h.arises_at as date) then 'unknown'
            when h.direction = 'min' and h.fulfilled_at is null then 'pending'
            when h.direction = 'min' and h.fulfilled_at >= cast(cast(h.due_at as date) as timestamp) then 'met'
            when h.direction = 'min' then 'late'
            when h.fulfilled_at <= h.due_at then 'met'
            when h.excused_at <= h.due_at then 'excused'
            when h.fulfilled_at > h.due_at then 'late'
            when h.excused_at > h.due_at then 'late'
            when h.still_paused = 1 then 'pending'
            when h.due_at > h.as_of_end then 'pending'
            when h.silence_counts = 1 then 'overdue'
            else 'unknown'
        end as status
    from heard as h
)

select
    concat(j.standard_id, '~', j.case_id) as duty_id,
    j.agency_id, j.standard_id, j.case_kind, j.case_id,
    j.arises_at, j.original_due_at, j.due_at, j.fulfilled_at,
    case
        when j.status in ('late', 'overdue') and j.direction = 'max' then greatest(z.day_no - y.day_no, 0)
    end as days_late,
    j.status,
    j.responsible_person, j.responsible_unit, j.tier,
    substr(cast(cast(coalesce(j.due_at, j.fulfilled_at, j.in_force_at) as date) as text), 1, 7) as month,
    case
        when j.unit = 'working_day' then z.work_no - a.work_no
        else z.day_no - a.day_no
    end as days_taken,
    j.fulfilled_at is not null as ended,
    coalesce(j.provisional, false) as provisional
from judged as j
left join sources.calendar_day as a on cast(j.arises_at as date) = a.day
left join sources.calendar_day as y on cast(j.due_at as date) = y.day
left join sources.calendar_day as z on cast(coalesce(j.fulfilled_at, j.excused_at, j.as_of_end) as date) = z.day
