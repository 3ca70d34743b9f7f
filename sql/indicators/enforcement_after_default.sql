/* ---
title:
  vi: "Tỷ lệ cưỡng chế khi quyết định xử phạt không được tự nguyện chấp hành"
  en: "Enforcement decided after default"
why:
  vi: >-
    Người không chấp hành mà không bị cưỡng chế thì người chấp hành đúng chịu thiệt. Chỉ số đếm những quyết định đã quá
    10 ngày chưa chấp hành, có quyết định cưỡng chế trước khi hết thời hiệu hay không.
  en: >-
    Where default is not followed by enforcement, those who obey are the losers. Of the decisions not executed after ten
    days, the share with an enforcement decision before the limitation ran out.
plan_group: 1
case_kinds: [sanction]
theme: strictness
standards: [sanction_enforcement_after_default]
family: proportion
unit: percent
better: higher
grain: agency × standard × month
minimum_denominator: 5
source_of_definition: "Luật Xử lý vi phạm hành chính 15/2012/QH13 (sửa 67/2020/QH14, 88/2025/QH15), Điều 86-88"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with cohort as (
    select d.agency_id, d.standard_id, d.month, d.status
    from duties.duty as d
    cross join sources.clock as k
    where
        -- this duty arises only where the ten days passed without execution
        d.standard_id = 'sanction_enforcement_after_default'
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
