/* ---
title:
  vi: "Tỷ lệ kết luận thanh tra ban hành đúng thời hạn"
  en: "Inspection conclusions issued on time"
why:
  vi: >-
    Thanh tra chưa có kết luận thì không ai phải sửa sai. Nghĩa vụ thuộc về cơ quan tiến hành thanh tra, không thuộc về
    đơn vị được thanh tra.
  en: >-
    Until an inspection has its conclusion nobody has to mend anything. The inspecting body owes it, not the agency
    inspected.
plan_group: 3
case_kinds: [inspection]
theme: timeliness
standards: [inspection_conclusion_issued]
family: proportion
unit: percent
better: higher
grain: agency × standard × month
minimum_denominator: 5
source_of_definition: "Luật Thanh tra 84/2025/QH15, Điều 36 khoản 1"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with cohort as (
    select d.agency_id, d.standard_id, d.month, d.status
    from duties.duty as d
    cross join sources.clock as k
    where
        -- the duty's agency is the inspecting body
        d.standard_id = 'inspection_conclusion_issued'
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
