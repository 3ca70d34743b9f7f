/* ---
title:
  vi: "Tỷ lệ nghĩa vụ đang mở đã quá hạn"
  en: "Open duties past their due date"
why:
  vi: >-
    Đây là việc có thể làm ngay trong tuần tới: những nghĩa vụ chưa xong và đã quá hạn, dù đến hạn từ bao giờ. Chỉ số là
    ảnh chụp tại ngày số liệu nên chỉ có một giá trị, ở tháng cuối.
  en: >-
    This is what can be done next week: duties that are not done and past their date, however long ago they fell due. It
    is a picture of the day the figures stand at, so it has one value, in the last month.
plan_group: 3
case_kinds: all
theme: timeliness
standards: all
family: proportion
unit: percent
better: lower
grain: agency × standard × last month
minimum_denominator: 5
source_of_definition: "định nghĩa của lawgap / lawgap's own definition"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with standing as (
    select d.agency_id, d.standard_id, k.last_month, d.status
    from duties.duty as d
    cross join sources.clock as k
    where
        -- open on the day of the figures; no month is left out, because an old debt is the worst
        d.fulfilled_at is null
        -- withdrawn, or closed without being fulfilled: nobody has to do anything any more
        and d.status in ('overdue', 'pending', 'unknown')
),

counted as (
    select
        agency_id,
        standard_id,
        last_month as period,
        cast(sum(case when status = 'overdue' then 1 else 0 end) as bigint) as numerator,
        cast(sum(case when status in ('overdue', 'pending') then 1 else 0 end) as bigint) as denominator,
        cast(sum(case when status = 'unknown' then 1 else 0 end) as bigint) as unknown
    from standing
    group by agency_id, standard_id, last_month
)

select agency_id, standard_id, period, numerator, denominator, unknown
from counted
