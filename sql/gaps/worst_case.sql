/* ---
title:
  vi: "Trường hợp xấu nhất: tỷ lệ sẽ là bao nhiêu nếu những gì đơn vị tự ghi có lợi cho mình đều không được tính"
  en: "Worst case: what the rate would be if nothing that an agency records in its own favour counted"
why:
  vi: "Giới hạn trên của phần mà một đơn vị có thể được lợi nhờ ghi rút hồ sơ, bỏ trống ngày, tạm dừng, gia hạn hoặc ghi muộn; không phải là nghi ngờ."
  en: "The most that an agency could gain by recording withdrawals, leaving dates out, pausing, extending or recording late; no suspicion."
primary_key: [agency_id, standard_id, window_end, channel]
fields:
  agency_id: {type: TEXT, vi: đơn vị, en: agency}
  standard_id: {type: TEXT, vi: chuẩn mực, en: standard}
  window_end: {type: DATE, vi: ngày cuối của 12 tháng, en: last day of the window}
  channel: {type: TEXT, vi: "unknown: chưa rõ kết quả, coi là chưa đúng; excused: rút, hủy, chuyển, trả lại trước hạn, coi là chưa đúng; paused: chỉ kịp hạn nhờ thời gian tạm dừng hoặc chờ bổ sung; extended: chỉ kịp hạn nhờ gia hạn hoặc thời hạn dài hơn; recorded_late: xong đúng hạn nhưng ghi nhận sau hạn; together: tất cả", en: "unknown: outcome not known, taken as unmet; excused: withdrawn, cancelled, handed over or returned before the due day, taken as unmet; paused: met only because of a pause or a supplement asked for; extended: met only because of an extension or a longer limit; recorded_late: fulfilled in time but recorded after the due day; together: all of them"}
  duties: {type: BIGINT, vi: số nghĩa vụ đi qua đường này, en: duties that go this way}
  met: {type: BIGINT, vi: số nghĩa vụ thực hiện đúng đã công bố, en: duties met as published}
  due: {type: BIGINT, vi: số nghĩa vụ đến hạn đã công bố, en: duties due as published}
  rate_published: {type: "DECIMAL(38,6)", vi: tỷ lệ đã công bố, en: rate as published}
  rate_bound: {type: "DECIMAL(38,6)", vi: tỷ lệ nếu không được tính, en: rate if they did not count}
  crosses_line: {type: BOOLEAN, vi: "đã công bố là đạt (hoặc không có gì đến hạn), nếu không được tính thì dưới mức phải đạt; chỉ với chuẩn mực được đánh giá", en: "kept as published (or nothing due), below the line if they did not count; for standards that are judged"}
--- */
with noticed as (
    select
        d.duty_id, d.agency_id, d.standard_id, d.status, k.window_end,
        coalesce(q.completeness = 'complete', false) as judged,
        case when s.computed_by in ('figure', 'columns') then 1 else coalesce(s.required, 1) end - coalesce(s.tolerance, 0.05) as line,
        case
            when d.status in ('unknown', 'excused') then d.status
            -- base: the limit without extension or longer variant, as pauses have moved it
            when d.status in ('met', 'pending') and d.base_status <> d.status then 'extended'
            when d.status = 'pending' or (d.fulfilled_at > d.original_due_at and d.due_at > d.original_due_at) then 'paused'
        end as channel,
        -- what must not end too soon ends after its day by right
        d.status = 'met' and s.direction = 'max' and s.computed_by <> 'posting' and coalesce(e.recorded_at > d.due_at, false) as recorded_late
    from duties.duty as d
    inner join sources.standard as s on d.standard_id = s.standard_id
    left join sources.source as q on s.carried_by = q.source_id
    cross join sources.clock as k
    left join (
        select case_kind, case_id, event, occurred_at, min(recorded_at) as recorded_at
        from duties.event
        where recorded_at is not null
        group by case_kind, case_id, event, occurred_at
    ) as e
        on d.case_kind = e.case_kind and d.case_id = e.case_id and s.end_event = e.event and d.fulfilled_at = e.occurred_at
    where d.tier <> 'inherited' and s.measure = 'scored'
        and case
            when d.status in ('met', 'unknown', 'excused') then d.month between strftime(k.window_start, '%Y-%m') and k.last_month
            -- past its own limit, and still open in peace only because that was moved
            when d.status = 'pending'
                then least(d.original_due_at, d.base_due_at) <= k.as_of_end and least(d.original_due_at, d.base_due_at) >= k.window_start
        end
),

through as (
    select duty_id, agency_id, standard_id, status, window_end, judged, line, channel from noticed where channel is not null
    union all
    select duty_id, agency_id, standard_id, status, window_end, judged, line, 'recorded_late' as channel from noticed where recorded_late
    union all
    select duty_id, agency_id, standard_id, status, window_end, judged, line, 'together' as channel
    from noticed
    where channel is not null or recorded_late
),

summed as (
    select
        t.agency_id, t.standard_id, t.window_end, t.channel, bool_and(t.judged) as judged, max(t.line) as line,
        cast(count(*) as bigint) as duties,
        cast(count(*) filter (where t.status = 'met') as bigint) as lost,
        coalesce(max(c.met), 0) as met,
        coalesce(max(c.total), 0) as due
    from through as t
    left join gaps.cell as c on t.agency_id = c.agency_id and t.standard_id = c.standard_id and t.window_end = c.window_end
    group by t.agency_id, t.standard_id, t.window_end, t.channel
),

rated as (
    select
        *,
        cast(met as decimal(38, 6)) / nullif(due, 0) as rate_published,
        -- what was met is lost, what was not due is added
        cast(met - lost as decimal(38, 6)) / (due + duties - lost) as rate_bound
    from summed
)

select
    agency_id, standard_id, window_end, channel, duties, met, due,
    cast(rate_published as decimal(38, 6)) as rate_published,
    cast(rate_bound as decimal(38, 6)) as rate_bound,
    judged and rate_bound < line and coalesce(rate_published >= line, true) as crosses_line
from rated
