/* ---
title:
  vi: "Tỷ lệ kiến nghị thanh tra được thực hiện đúng hạn"
  en: "Inspection recommendations carried out on time"
why:
  vi: >-
    Kết luận thanh tra chỉ có giá trị khi kiến nghị được thực hiện. Hạn là ngày ghi trong từng kết luận; kiến nghị của
    Mặt trận, Hội đồng nhân dân và kiểm toán có chỉ số riêng.
  en: >-
    A conclusion is worth what becomes of its recommendations. The due date is the one in each conclusion;
    recommendations of the Front, the council and the auditors have indicators of their own.
plan_group: 1
case_kinds: [recommendation]
theme: effectiveness
standards: [inspection_recommendation_done]
family: proportion
unit: percent
better: higher
grain: agency × standard × month
minimum_denominator: 5
source_of_definition: "Luật Thanh tra 84/2025/QH15"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with cohort as (
    select d.agency_id, d.standard_id, d.month, d.status
    from duties.duty as d
    cross join sources.clock as k
    where
        -- recommendations of inspections; no standard covers those of other bodies
        d.standard_id = 'inspection_recommendation_done'
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
