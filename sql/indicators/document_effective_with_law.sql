/* ---
title:
  vi: "Văn bản quy định chi tiết có hiệu lực cùng thời điểm với luật"
  en: "Implementing documents in force with the law"
why:
  vi: >-
    Từ ngày luật có hiệu lực đến ngày văn bản quy định chi tiết có hiệu lực là khoảng trống pháp lý. Trong khoảng trống đó người dân và
    cán bộ không biết làm theo quy định nào.
  en: >-
    Between the day a law takes effect and the day its implementing document does, there is a gap. In that gap nobody knows which rule
    holds.
plan_group: 2
case_kinds: [document]
theme: law_making
standards: [implementing_docs_same_time, capital_2024_implementing_docs]
family: proportion
unit: percent
better: higher
grain: "agency × standard × month (due)"
minimum_denominator: 5
source_of_definition: "Luật Ban hành VBQPPL 64/2025/QH15 (sửa 87/2025/QH15); Luật Thủ đô 39/2024/QH15"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with due as (
    select d.agency_id, d.standard_id, d.month, d.status
    from duties.duty as d
    cross join sources.clock as k
    -- documents that must be in force on the day the law is
    where d.standard_id in ('implementing_docs_same_time', 'capital_2024_implementing_docs')
        -- before the months that are shown
        and d.month >= k.first_month
        -- falls due after the last month of the edition
        and d.month <= k.last_month
),

counted as (
    select
        d.agency_id,
        d.standard_id,
        d.month as period,
        cast(sum(case when d.status = 'met' then 1 else 0 end) as bigint) as numerator,
        -- open duties past their limit count; what is not due yet or lawfully excused does not
        cast(sum(case when d.status in ('met', 'late', 'overdue') then 1 else 0 end) as bigint) as denominator,
        cast(sum(case when d.status = 'unknown' then 1 else 0 end) as bigint) as unknown
    from due as d
    group by d.agency_id, d.standard_id, d.month
)

select * from counted
