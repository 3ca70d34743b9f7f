/* ---
title:
  vi: "Tỷ lệ vụ vi phạm được ra quyết định xử phạt đúng thời hạn"
  en: "Sanctions decided within the legal limit"
why:
  vi: >-
    Quá thời hạn thì không được ra quyết định xử phạt nữa và vi phạm được bỏ qua. Vì vậy mỗi biên bản phải có quyết định
    trong thời hạn của loại vụ việc đó.
  en: >-
    Once the limit has passed no sanction may be decided and the violation goes unpunished. Every set of minutes
    therefore needs its decision within the limit of its kind of case.
plan_group: 3
case_kinds: [sanction]
theme: timeliness
standards: [sanction_decision, sanction_decision_transferred, sanction_decision_explanation, sanction_decision_serious]
family: proportion
unit: percent
better: higher
grain: agency × standard × month
minimum_denominator: 5
source_of_definition: "Luật Xử lý vi phạm hành chính 15/2012/QH13 (sửa 67/2020/QH14, 88/2025/QH15), Điều 66"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with cohort as (
    select d.agency_id, d.standard_id, d.month, d.status
    from duties.duty as d
    cross join sources.clock as k
    where
        -- the four limits of article 66; which one holds for a case was settled when its duty was made
        d.standard_id in (
            'sanction_decision',
            'sanction_decision_transferred',
            'sanction_decision_explanation',
            'sanction_decision_serious'
        )
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
