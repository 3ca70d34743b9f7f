/* ---
title:
  vi: Dòng nguồn chứng minh nghĩa vụ
  en: The source rows that prove a duty, and the part each plays
primary_key: [duty_id, source_file_id, sheet, row, role]
fields:
  duty_id: {type: TEXT, vi: mã nghĩa vụ, en: duty}
  source_file_id: {type: TEXT, vi: tệp nguồn, en: source file}
  sheet: {type: TEXT, vi: trang tính, en: sheet}
  row: {type: BIGINT, vi: "dòng (dòng tiêu đề là 1)", en: row (the header is 1)}
  role: {type: TEXT, vi: "vai trò: start bắt đầu, end kết thúc, due hạn ghi trong hồ sơ, pause tạm dừng, extension gia hạn, excuse lý do không tính, case dòng của vụ việc, register sổ hoặc tệp đã nộp", en: "part it plays: start, end, due (the date stated), pause, extension, excuse, case (the row of the case), register (the register, or the file that came)"}
--- */
with stated as (
    select
        d.duty_id,
        e.source_file_id, e.sheet, e.row,
        case
            when e.event = s.start_event then 'start'
            when e.event = s.end_event then 'end'
            when e.event = s.due_event then 'due'
            when e.event = 'extended' or (s.extendable and e.event = s.extension_event) then 'extension'
            when e.event in ('withdrawn', 'cancelled', 'returned_unprocessed', 'transferred') then 'excuse'
            when e.event in ('supplement_requested', 'supplement_received', 'paused', 'resumed') then 'pause'
        end as role
    from duties.duty as d
    inner join sources.standard as s on d.standard_id = s.standard_id
    inner join duties.event as e on d.case_kind = e.case_kind and d.case_id = e.case_id
    cross join sources.clock as k
    where (e.occurred_at <= k.as_of_end or e.event = s.due_event or e.event = s.extension_event)
        and (
            -- the day on the slip is what its row says; the duty arose on the day to which pauses have moved it
            (e.event = s.start_event and (e.occurred_at = d.arises_at or s.start_event = 'due_date_passed'))
            or (e.event = s.end_event and e.occurred_at = d.fulfilled_at)
            or e.event = s.due_event
            or (s.extendable and e.event = s.extension_event)
            or e.event in (
                'extended', 'supplement_requested', 'supplement_received', 'paused', 'resumed',
                'withdrawn', 'cancelled', 'returned_unprocessed', 'transferred'
            )
        )
),

own_row as (
    -- an open duty is proven by the newest row of its case, which says nothing of an end
    select d.duty_id, c.source_file_id, c.sheet, c.row, 'case' as role
    from duties.duty as d
    inner join cases.case_ref as c on d.case_kind = c.case_kind and d.case_id = c.case_id
),

in_period as (
    -- a duty of so many days is proven by the days that were held
    select d.duty_id, r.source_file_id, r.sheet, r.row, 'register' as role
    from duties.duty as d
    inner join sources.standard as s on d.standard_id = s.standard_id and s.computed_by = 'days_per_period'
    inner join cases.reception as r
        on d.agency_id = r.agency_id and r.scheduled_at >= d.arises_at and r.scheduled_at <= d.due_at
),

own_file as (
    -- and, where none was, by the files that came and held none, of every month it touches: their header, row 1
    select d.duty_id, f.source_file_id, '' as sheet, cast(1 as bigint) as row, 'register' as role
    from duties.duty as d
    inner join sources.standard as s on d.standard_id = s.standard_id and s.computed_by = 'days_per_period'
    inner join sources.known_file as f
        on s.carried_by = f.source_id and d.agency_id = f.agency_id
        and f.month in (substr(cast(cast(d.arises_at as date) as text), 1, 7), substr(cast(cast(d.due_at as date) as text), 1, 7))
)

select distinct duty_id, source_file_id, sheet, row, role from stated
union
select duty_id, source_file_id, sheet, row, role from own_row
union
select duty_id, source_file_id, sheet, row, role from in_period
union
select duty_id, source_file_id, sheet, row, role from own_file
