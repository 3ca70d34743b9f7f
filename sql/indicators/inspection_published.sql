/* ---
title:
  vi: "Tỷ lệ kết luận thanh tra được công khai đúng thời hạn"
  en: "Inspection conclusions published on time"
why:
  vi: >-
    Kết luận không công khai thì người dân không giám sát được việc khắc phục. Cơ quan tiến hành thanh tra có nghĩa vụ
    công khai.
  en: >-
    Citizens cannot follow up a conclusion that they cannot read. The inspecting body owes the publication.
plan_group: 6
case_kinds: [inspection]
theme: transparency
standards: [inspection_conclusion_published]
family: proportion
unit: percent
better: higher
grain: agency × standard × month
minimum_denominator: 5
source_of_definition: "Luật Thanh tra 11/2022/QH15 Điều 79; Luật Thanh tra 84/2025/QH15 (điều tương ứng)"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with cohort as (
    select d.agency_id, d.standard_id, d.month, d.status
    from duties.duty as d
    cross join sources.clock as k
    where
        -- the duty's agency is the inspecting body
        d.standard_id = 'inspection_conclusion_published'
        -- by the month in which they fall due, and no month outside the trend
        and d.month >= k.first_month
        and d.month <= k.last_month
),

counted as (
    select
        agency_id,
        standard_id,
        month as period,
        cast(sum(case when status = 'met' then 1 else 0 end) as bigint) as numerator,
        -- open duties past their limit count; what is not due yet or lawfully excused does not
        cast(sum(case when status in ('met', 'late', 'overdue') then 1 else 0 end) as bigint) as denominator,
        cast(sum(case when status = 'unknown' then 1 else 0 end) as bigint) as unknown
    from cohort
    group by agency_id, standard_id, month
)

select agency_id, standard_id, period, numerator, denominator, unknown
from counted
