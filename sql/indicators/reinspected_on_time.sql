/* ---
title:
  vi: "Tỷ lệ kiểm tra lại đúng hạn sau khi không đạt"
  en: "Re-inspected on time after a failure"
why:
  vi: >-
    Kiểm tra không đạt mà không kiểm tra lại thì kết luận chỉ nằm trên giấy. Chỉ lần kiểm tra lại trong thời hạn mới
    được tính.
  en: "A failed inspection that nobody follows up stays on paper. Only a visit within the limit counts."
plan_group: 3
case_kinds: [inspection]
theme: timeliness
standards: [failed_canvass_reinspected]
family: proportion
unit: percent
better: higher
grain: agency × standard × month
minimum_denominator: 5
source_of_definition: "tham số chính sách của hồ sơ chicago / policy parameter of profile chicago"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with cohort as (
    select d.agency_id, d.standard_id, d.month, d.status
    from duties.duty as d
    cross join sources.clock as k
    where
        -- a visit owed after a failed one
        d.standard_id = 'failed_canvass_reinspected'
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
