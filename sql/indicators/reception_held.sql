/* ---
title:
  vi: "Tỷ lệ ngày tiếp công dân theo lịch được thực hiện"
  en: "Scheduled reception days that were held"
why:
  vi: >-
    Lịch niêm yết mà không có người tiếp thì người dân mất một ngày đường. Chỉ số tính trên từng ngày theo lịch, không
    trên nghĩa vụ, vì luật đếm số ngày của người đứng đầu trong tháng còn ở đây hỏi lịch có được giữ không.
  en: >-
    Where nobody sits on a day that was announced, citizens came for nothing. It counts scheduled days and not duties,
    because the law counts the head's days in a month, while this asks whether the schedule was kept.
plan_group: 1
case_kinds: [reception]
theme: access
standards: none
family: proportion
unit: percent
better: higher
grain: agency × month
minimum_denominator: 3
source_of_definition: "Luật Tiếp công dân 42/2013/QH13, Điều 24 khoản 4"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with scheduled as (
    select
        c.case_id, c.agency_id, f.source_id, f.completeness,
        substr(cast(cast(c.scheduled_at as date) as text), 1, 7) as period,
        case when c.held_at <= k.as_of_end then 1 else 0 end as held
    from cases.reception as c
    inner join sources.known_file as f on c.source_file_id = f.source_file_id
    cross join sources.clock as k
    where
        -- days still ahead cannot have been held
        c.scheduled_at <= k.as_of_end
        -- the months of the trend
        and substr(cast(cast(c.scheduled_at as date) as text), 1, 7) >= k.first_month
),

heard as (
    -- would we know that it was held? a schedule sent ahead says nothing until the file of its own month came
    select distinct s.case_id
    from scheduled as s
    inner join duties.covered as v
        on s.source_id = v.source_id
        and (v.agency_id = '*' or s.agency_id = v.agency_id)
        and (v.month = '*' or s.period = v.month)
    where
        -- silence of a sample or of an incomplete source proves nothing
        s.completeness = 'complete'
),

judged as (
    select
        s.agency_id, s.period,
        case when s.held = 1 then 'held' when h.case_id is not null then 'dropped' else 'unknown' end as outcome
    from scheduled as s
    left join heard as h on s.case_id = h.case_id
),

counted as (
    select
        agency_id,
        '-' as standard_id,
        period,
        cast(sum(case when outcome = 'held' then 1 else 0 end) as bigint) as numerator,
        cast(sum(case when outcome in ('held', 'dropped') then 1 else 0 end) as bigint) as denominator,
        cast(sum(case when outcome = 'unknown' then 1 else 0 end) as bigint) as unknown
    from judged
    group by agency_id, period
)

select agency_id, standard_id, period, numerator, denominator, unknown
from counted
