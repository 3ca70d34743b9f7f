/* ---
title:
  vi: "Tỷ lệ nghĩa vụ chưa xác định được kết quả"
  en: "Duties whose outcome is unknown"
why:
  vi: >-
    Thiếu ngày hoặc ngày vô lý thì không ai biết luật có được giữ hay không, và số đẹp có thể chỉ vì dữ liệu thiếu. Chỉ
    số này đo dữ liệu, không đo việc làm: đơn vị có tỷ lệ cao cần sửa sổ trước khi được so sánh.
  en: >-
    Where dates are missing or impossible nobody knows whether the law was kept, and good figures may only be missing
    ones. It measures the data and not the work: an agency with a high share has to mend its books before it can be
    compared.
plan_group: 6
case_kinds: all
theme: data
standards: all
family: proportion
unit: percent
better: lower
grain: agency × standard × month
minimum_denominator: 5
source_of_definition: "định nghĩa của lawgap / lawgap's own definition"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with cohort as (
    select d.agency_id, d.standard_id, d.month, d.status
    from duties.duty as d
    cross join sources.clock as k
    where
        -- by the month in which they fall due, and no month outside the trend
        d.month >= k.first_month
        and d.month <= k.last_month
        -- not due yet, or lawfully excused: outside, as in every share of duties
        and d.status in ('met', 'late', 'overdue', 'unknown')
),

counted as (
    select
        agency_id,
        standard_id,
        month as period,
        cast(sum(case when status = 'unknown' then 1 else 0 end) as bigint) as numerator,
        cast(count(*) as bigint) as denominator,
        -- what is asked is what is unknown: nothing stands beside it
        cast(0 as bigint) as unknown
    from cohort
    group by agency_id, standard_id, month
)

select agency_id, standard_id, period, numerator, denominator, unknown
from counted
