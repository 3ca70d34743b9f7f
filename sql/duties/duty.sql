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
  base_due_at: {type: TIMESTAMP, vi: "hạn theo quy định gốc, khi áp dụng thời hạn dài hơn", en: "due date under the base rule, where a longer limit applies"}
  base_status: {type: TEXT, vi: "tình trạng nếu chỉ tính theo hạn gốc", en: "status had only the base limit held"}
  override_document: {type: TEXT, vi: văn bản của thành phố rút ngắn thời hạn, en: "the city's document that shortened the limit"}
--- */
with together as (
    select * from duties.clock_duty
    union all
    select * from duties.limit_duty
    union all
    select * from duties.share_duty
    union all
    select * from duties.period_duty
    union all
    select * from duties.count_duty
),

moved as (
    -- open on the day its unit was dissolved, as far as as_of knows of dissolutions; the last of a chain holds.
    -- What was fulfilled or excused before that day stays with the unit that did it
    select t.standard_id, t.case_kind, t.case_id, t.agency_id, max(m.on_date) as on_date
    from together as t
    inner join sources.agency_move as m on t.agency_id = m.agency_id
    cross join sources.clock as k
    where m.on_date <= k.as_of
        and (
            coalesce(t.fulfilled_at, t.excused_at) is null
            or cast(coalesce(t.fulfilled_at, t.excused_at) as date) >= m.on_date
        )
        -- what a period asked for cannot be made up after it: it stays with the unit whose period it was
        and (t.computed_by not in ('days_per_period', 'figure', 'columns') or cast(t.due_at as date) >= m.on_date)
    group by t.standard_id, t.case_kind, t.case_id, t.agency_id
),

reported as (
    -- the month's file of the unit; after its dissolution that of the unit that took over
    select source_id, agency_id, month from duties.covered
    union
    select c.source_id, m.agency_id, c.month
    from duties.covered as c
    inner join sources.agency_move as m on c.agency_id = m.new_agency_id
    where c.month >= substr(cast(m.on_date as text), 1, 7)
),

placed as (
    select
        t.*, s.silent_source, s.end_event, k.as_of_end,
        substr(cast(cast(t.due_at as date) as text), 1, 7) as due_month,
        substr(cast(cast(t.base_due_at as date) as text), 1, 7) as base_month,
        d.month_no as due_month_no
    from together as t
    inner join sources.standard as s on t.standard_id = s.standard_id
    cross join sources.clock as k
    left join sources.calendar_day as d on cast(t.due_at as date) = d.day
),

sent as (
    -- a source of events carries some fifty kinds: its silence on one nobody has sent for a year says nothing
    select distinct p.case_kind, p.end_event, p.due_month_no
    from placed as p
    inner join duties.carried_event as c
        on p.case_kind = c.case_kind and p.end_event = c.event
        and c.month_no <= p.due_month_no and c.month_no > p.due_month_no - 12
    where p.silent_source
),

heard as (
    -- would we know, had the end happened by the due date? only if the source is complete and its file came
    select
        p.*,
        case
            when q.completeness = 'complete'
                and (own.source_id is not null or whole.source_id is not null or always.source_id is not null)
                and (not p.silent_source or e.end_event is not null)
                then 1
            -- a figure that came and falls short is no silence
            when p.computed_by in ('figure', 'columns') then 1
            else 0
        end as silence_counts,
        case
            when q.completeness = 'complete'
                and (base.source_id is not null or base_whole.source_id is not null or always.source_id is not null)
                and not p.silent_source
                then 1
            else 0
        end as base_silence_counts
    from placed as p
    left join sources.source as q on p.carried_by = q.source_id
    left join reported as own on p.carried_by = own.source_id and p.agency_id = own.agency_id and p.due_month = own.month
    left join duties.covered as whole
        on p.carried_by = whole.source_id and whole.agency_id = '*' and p.due_month = whole.month
    left join reported as base on p.carried_by = base.source_id and p.agency_id = base.agency_id and p.base_month = base.month
    left join duties.covered as base_whole
        on p.carried_by = base_whole.source_id and base_whole.agency_id = '*' and p.base_month = base_whole.month
    left join duties.covered as always
        on p.carried_by = always.source_id and always.agency_id = '*' and always.month = '*'
    left join sent as e on p.case_kind = e.case_kind and p.end_event = e.end_event and p.due_month_no = e.due_month_no
),

judged as (
    select
        h.*,
        case
            when h.arises_at is null then 'unknown'
            when h.due_at is null and h.not_yet_due then 'pending'
            when h.due_at is null then 'unknown'
            -- an end on a day before its start is impossible; hours inside one day differ between systems
            when not h.may_precede and cast(h.fulfilled_at as date) < cast(h.arises_at as date) then 'unknown'
            -- a posting that nobody took down in time has stood long enough
            when h.computed_by = 'posting' and h.fulfilled_at is null and h.due_at <= h.as_of_end then 'met'
            when h.direction = 'min' and h.fulfilled_at is null then 'pending'
            when h.direction = 'min' and h.fulfilled_at >= cast(cast(h.due_at as date) as timestamp) then 'met'
            when h.direction = 'min' then 'late'
            -- no day in law: whenever it came, it is there
            when h.by_presence and h.fulfilled_at is not null then 'met'
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
),

named as (
    select
        j.*,
        coalesce(m.new_agency_id, j.agency_id) as owing_agency_id,
        case when m.new_agency_id is not null then j.agency_id else j.handed_by end as from_agency_id,
        -- the tier of the unit it arose at chose the standard; beside its peers stands the unit that owes it now
        coalesce(n.tier, j.tier) as owing_tier
    from judged as j
    left join moved as v
        on j.standard_id = v.standard_id and j.case_kind = v.case_kind and j.case_id = v.case_id and j.agency_id = v.agency_id
    left join sources.agency_move as m on j.agency_id = m.agency_id and v.on_date = m.on_date
    left join sources.agency as n on m.new_agency_id = n.agency_id
)

select
    case
        when j.handed_by is not null then concat(j.standard_id, '~', j.case_id, '~', j.agency_id)
        else concat(j.standard_id, '~', j.case_id)
    end as duty_id,
    j.owing_agency_id as agency_id, j.standard_id, j.case_kind, j.case_id,
    j.arises_at, j.original_due_at, j.due_at, j.fulfilled_at,
    case
        when j.status in ('late', 'overdue') and j.direction = 'max' and j.computed_by <> 'events_per_case' then greatest(z.day_no - y.day_no, 0)
    end as days_late,
    j.status,
    j.responsible_person, j.responsible_unit,
    j.owing_tier as tier,
    -- a duty not to do a thing too soon falls due when it is done
    case
        when j.direction = 'min' and j.computed_by = 'clock' and j.fulfilled_at is not null
            then substr(cast(cast(j.fulfilled_at as date) as text), 1, 7)
        -- and one not to do it once more, when it is broken or over
        when j.computed_by = 'events_per_case' and j.fulfilled_at is not null
            then substr(cast(cast(j.fulfilled_at as date) as text), 1, 7)
        else substr(cast(cast(coalesce(j.due_at, j.fulfilled_at, j.in_force_at) as date) as text), 1, 7)
    end as month,
    case
        when j.unit = 'working_day' then z.work_no - a.work_no
        else z.day_no - a.day_no
    end as days_taken,
    j.fulfilled_at is not null as ended,
    coalesce(j.provisional, false) as provisional,
    j.from_agency_id,
    j.base_due_at,
    case
        when j.status in ('unknown', 'overdue') or j.direction = 'min' or j.by_presence or j.base_due_at is null then j.status
        when j.fulfilled_at <= j.base_due_at then 'met'
        when j.excused_at <= j.base_due_at then 'excused'
        when j.fulfilled_at is not null or j.excused_at is not null then 'late'
        when j.still_paused = 1 or j.base_due_at > j.as_of_end then 'pending'
        when j.base_silence_counts = 1 then 'overdue'
        else 'unknown'
    end as base_status,
    j.override_document
from named as j
left join sources.calendar_day as a on cast(j.arises_at as date) = a.day
left join sources.calendar_day as y on cast(j.due_at as date) = y.day
left join sources.calendar_day as z on cast(coalesce(j.fulfilled_at, j.excused_at, j.as_of_end) as date) = z.day
