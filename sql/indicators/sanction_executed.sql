/* ---
title:
  vi: "Tỷ lệ quyết định xử phạt được thi hành trong thời hạn"
  en: "Sanctions executed within the limit"
why:
  vi: >-
    Quyết định xử phạt không được thi hành là luật trên giấy rõ nhất. Chỉ số xét hai thời hạn: người bị xử phạt chấp
    hành trong 10 ngày, và cơ quan không để hết thời hiệu thi hành một năm.
  en: >-
    A sanction that is never executed is the plainest law on paper. Two limits are looked at: the ten days of the person
    fined, and the year after which the decision can no longer be executed.
plan_group: 3
case_kinds: [sanction]
theme: strictness
standards: [sanction_executed, sanction_execution_limitation]
family: proportion
unit: percent
better: higher
grain: agency × standard × month
minimum_denominator: 5
source_of_definition: "Luật Xử lý vi phạm hành chính 15/2012/QH13 (sửa 67/2020/QH14, 88/2025/QH15), Điều 73, Điều 74"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with cohort as (
    select d.agency_id, d.standard_id, d.month, d.status
    from duties.duty as d
    cross join sources.clock as k
    where
        -- the ten days are the duty of the person fined, the year is the agency's: two rows, never added up
        d.standard_id in (
            'sanction_executed',
            'sanction_execution_limitation'
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
