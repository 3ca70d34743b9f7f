/* ---
title:
  vi: "Văn bản quy định chi tiết ban hành đúng hạn"
  en: "Implementing documents issued on time"
why:
  vi: >-
    Luật giao cho thành phố ban hành văn bản quy định chi tiết, nhưng văn bản ra chậm thì luật chưa thể thi hành. Văn bản quá hạn mà
    chưa ban hành cũng được tính.
  en: "A law that waits for its implementing document stays on paper. Documents past their due date and not issued count too."
plan_group: 2
case_kinds: [document]
theme: law_making
standards: [implementing_docs_assigned_issued]
family: proportion
unit: percent
better: higher
grain: "agency × standard × month (due)"
minimum_denominator: 5
source_of_definition: "Luật Ban hành VBQPPL 64/2025/QH15 (sửa 87/2025/QH15); Nghị định 80/2025/NĐ-CP"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with due as (
    select d.agency_id, d.standard_id, d.month, d.status
    from duties.duty as d
    cross join sources.clock as k
    -- documents the city was charged to issue, by the due date of each
    where d.standard_id in ('implementing_docs_assigned_issued')
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
