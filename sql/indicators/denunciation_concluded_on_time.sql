/* ---
title:
  vi: "Tỷ lệ đơn tố cáo được kết luận đúng hạn"
  en: "Denunciations concluded on time"
why:
  vi: >-
    Kết luận chậm để người bị tố cáo và người tố cáo cùng chờ. Hạn dài hơn chỉ được tính khi có quyết định gia hạn bằng
    văn bản.
  en: "A late conclusion leaves both the accused and the accuser waiting. A longer limit counts only with a written extension."
plan_group: 3
case_kinds: [denunciation]
theme: timeliness
standards: [denunciation_settlement, denunciation_settlement_complex, denunciation_settlement_very_complex]
family: proportion
unit: percent
better: higher
grain: agency × standard × month
minimum_denominator: 5
source_of_definition: "Luật Tố cáo 25/2018/QH14, Điều 30"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with cohort as (
    select d.agency_id, d.standard_id, d.month, d.status
    from duties.duty as d
    cross join sources.clock as k
    where
        -- one limit applies to a case: 30, 60 or 90 days by its written extensions
        d.standard_id in (
            'denunciation_settlement',
            'denunciation_settlement_complex',
            'denunciation_settlement_very_complex'
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
