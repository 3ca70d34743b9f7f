/* ---
title:
  vi: "Tỷ lệ trả kết quả đúng ngày hẹn"
  en: "Results by the promised date"
why:
  vi: >-
    Ngày hẹn là cam kết của cơ quan với người dân. Giữ lời hẹn chưa phải là đúng thời hạn luật định, nên hai việc được
    đo riêng.
  en: >-
    The date on the slip is the agency's promise to the citizen. Keeping it is not yet keeping the law's limit, so the
    two are measured apart.
plan_group: 3
case_kinds: [procedure_case]
theme: timeliness
standards: [onestop_result_by_due_date, renewal_before_term]
family: proportion
unit: percent
better: higher
grain: agency × standard × month
minimum_denominator: 5
source_of_definition: "Nghị định 118/2025/NĐ-CP (sửa 367/2025/NĐ-CP)"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with cohort as (
    select d.agency_id, d.standard_id, d.month, d.status
    from duties.duty as d
    cross join sources.clock as k
    where
        -- only the promised day is judged here
        d.standard_id in (
            'onestop_result_by_due_date',
            'renewal_before_term'
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
