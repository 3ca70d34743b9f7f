/* ---
title:
  vi: "Tỷ lệ đơn tố cáo được xử lý ban đầu đúng hạn"
  en: "Denunciations accepted or refused on time"
why:
  vi: "Người tố cáo phải sớm biết đơn có được thụ lý hay không. Chậm ở bước này làm nguội chứng cứ và lòng tin."
  en: "Whoever denounces a wrong must soon hear whether it is taken up. Delay at this step lets evidence and trust go cold."
plan_group: 3
case_kinds: [denunciation]
theme: timeliness
standards: [denunciation_initial_processing, denunciation_initial_processing_multi]
family: proportion
unit: percent
better: higher
grain: agency × standard × month
minimum_denominator: 5
source_of_definition: "Luật Tố cáo 25/2018/QH14, Điều 24 khoản 1"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with cohort as (
    select d.agency_id, d.standard_id, d.month, d.status
    from duties.duty as d
    cross join sources.clock as k
    where
        -- first processing, with the longer limit where several places must be checked
        d.standard_id in (
            'denunciation_initial_processing',
            'denunciation_initial_processing_multi'
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
