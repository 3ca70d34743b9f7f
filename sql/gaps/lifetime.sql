/* ---
title:
  vi: Thời gian xử lý thực tế của từng nghĩa vụ đến hạn trong 12 tháng
  en: How long each duty due in the 12 months of judgement really took
primary_key: [duty_id]
fields:
  duty_id: {type: TEXT, vi: mã nghĩa vụ, en: duty}
  agency_id: {type: TEXT, vi: đơn vị có nghĩa vụ, en: agency that owes it}
  standard_id: {type: TEXT, vi: chuẩn mực, en: standard}
  days_taken: {type: BIGINT, vi: "số ngày tính vào thời hạn, đã trừ thời gian tạm dừng và gia hạn", en: "days that count against the limit, pauses and extensions taken off"}
  ended: {type: BOOLEAN, vi: đã thực hiện xong, en: fulfilled; false where still open or excused}
--- */
with moved as (
    select
        d.duty_id, d.agency_id, d.standard_id, d.days_taken, d.ended,
        -- what moved the due date is time the law does not count
        case
            when s.unit = 'working_day' then b.work_no - a.work_no
            else b.day_no - a.day_no
        end as days_moved
    from duties.duty as d
    inner join sources.standard as s on d.standard_id = s.standard_id
    cross join sources.clock as k
    left join sources.calendar_day as a on cast(d.original_due_at as date) = a.day
    left join sources.calendar_day as b on cast(d.due_at as date) = b.day
    -- the same duties as sql/gaps/cell.sql counts, and
    where d.month >= substr(cast(k.window_start as text), 1, 7)
        and d.month <= substr(cast(k.as_of as text), 1, 7)
        -- excused ones up to the day they were: they were at risk until then; the silence of a source tells no time
        and d.status in ('met', 'late', 'overdue', 'excused')
        and d.days_taken is not null
        and d.tier <> 'inherited'
)

select
    duty_id, agency_id, standard_id,
    greatest(days_taken - greatest(coalesce(days_moved, 0), 0), 0) as days_taken,
    ended
from moved
