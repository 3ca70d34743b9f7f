/* ---
title:
  vi: Nghĩa vụ theo pháp luật của từng vụ việc
  en: One obligation each - case × the standard in force when it arose
primary_key: [duty_id]
fields:
  duty_id: {type: TEXT, vi: mã nghĩa vụ, en: duty}
  agency_id: {type: TEXT, vi: "đơn vị có nghĩa vụ; hồ sơ chưa xong khi đơn vị giải thể thì chuyển sang đơn vị kế thừa", en: "agency that owes it; what was open when a unit was dissolved passes to its successor"}
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
  from_agency_id: {type: TEXT, vi: "đơn vị nơi nghĩa vụ phát sinh, nếu đã chuyển sang đơn vị khác do sắp xếp đơn vị hành chính", en: "the unit it arose at, where a reorganisation of units moved it to another; else empty"}
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
        k.as_of, k.as_of_end
    from duties.candidate as c
    inner join duties.moved_due as d
        on c.standard_id = d.standard_id and c.case_kind = d.case_kind and c.case_id = d.case_id
    inner join sources.standard as s on c.standard_id = s.standard_id
    left join ending as e on c.case_kind = e.case_kind and c.case_id = e.case_id and s.end_event = e.event
    left join excuse as x on c.case_kind = x.case_kind and c.case_id = x.case_id
    cross join sources.clock as k
),

handed_over as (
    -- open on the day its unit was dissolved, as far as as_of knows of dissolutions; the last of a chain holds.
    -- What was fulfilled or excused before that day stays with the unit that did it
    select f.standard_id, f.case_kind, f.case_id, max(m.on_date) as on_date
    from fact as f
    inner join sources.agency_move as m on f.agency_id = m.agency_id
    where m.on_date <= f.as_of
        and (
            coalesce(f.fulfilled_at, f.excused_at) is null
            or cast(coalesce(f.fulfilled_at, f.excused_at) as date) >= m.on_date
        )
    group by f.standard_id, f.case_kind, f.case_id
),

reported as (
    select source_id, agency_id, month from duties.covered
    union
    -- from the month of its dissolution on, the file of a unit's successor speaks for it
    select c.source_id, m.agency_id, c.month
    from duties.covered as c
    inner join sources.agency_move as m on c.agency_id = m.new_agency_id and c.month >= substr(cast(m.on_date as text), 1, 7)
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
    left join reported as own
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
    coalesce(m.new_agency_id, j.agency_id) as agency_id, j.standard_id, j.case_kind, j.case_id,
    j.arises_at, j.original_due_at, j.due_at, j.fulfilled_at,
    case
        when j.status in ('late', 'overdue') and j.direction = 'max' then greatest(z.day_no - y.day_no, 0)
    end as days_late,
    j.status,
    j.responsible_person, j.responsible_unit,
    -- the tier of the unit it arose at chose the standard; beside its peers stands the unit that owes it now
    coalesce(n.tier, j.tier) as tier,
    substr(cast(cast(coalesce(j.due_at, j.fulfilled_at, j.in_force_at) as date) as text), 1, 7) as month,
    case
        when j.unit = 'working_day' then z.work_no - a.work_no
        else z.day_no - a.day_no
    end as days_taken,
    j.fulfilled_at is not null as ended,
    coalesce(j.provisional, false) as provisional,
    case when m.new_agency_id is not null then j.agency_id end as from_agency_id
from judged as j
left join handed_over as h
    on j.standard_id = h.standard_id and j.case_kind = h.case_kind and j.case_id = h.case_id
left join sources.agency_move as m on j.agency_id = m.agency_id and h.on_date = m.on_date
left join sources.agency as n on m.new_agency_id = n.agency_id
left join sources.calendar_day as a on cast(j.arises_at as date) = a.day
left join sources.calendar_day as y on cast(j.due_at as date) = y.day
left join sources.calendar_day as z on cast(coalesce(j.fulfilled_at, j.excused_at, j.as_of_end) as date) = z.day
