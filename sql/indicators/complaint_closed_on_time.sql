/* ---
title:
  vi: "Tỷ lệ khiếu nại giải quyết đúng hạn"
  en: "Complaints settled on time"
why:
  vi: "Khiếu nại kéo dài là nơi người dân thấy luật trên giấy rõ nhất. Đơn còn mở khi đã quá hạn vẫn được tính."
  en: "A complaint left open is where citizens meet law on paper first. Those still open after their limit count too."
plan_group: 3
case_kinds: [complaint]
theme: timeliness
standards: [complaint_closed, complaint_first_settlement, complaint_first_settlement_complex]
family: proportion
unit: percent
better: higher
grain: agency × standard × month
minimum_denominator: 5
source_of_definition: >-
  Luật Khiếu nại 02/2011/QH13, Điều 28; profile chicago: tham số chính sách của hồ sơ / policy parameter of the profile
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with cohort as (
    select d.agency_id, d.standard_id, d.month, d.status
    from duties.duty as d
    cross join sources.clock as k
    where
        -- first settlement, plain or complex; where a profile knows no such law, closing within its own limit
        d.standard_id in (
            'complaint_closed',
            'complaint_first_settlement',
            'complaint_first_settlement_complex'
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
