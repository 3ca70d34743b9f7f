/* ---
title:
  vi: "Tỷ lệ hồ sơ chỉ bị yêu cầu bổ sung một lần"
  en: "Dossiers asked for more papers only once"
why:
  vi: >-
    Yêu cầu bổ sung nhiều lần làm đồng hồ của luật dừng nhiều lần, và người dân đi lại nhiều lần. Chỉ hồ sơ đã bị yêu
    cầu bổ sung mới có nghĩa vụ này.
  en: >-
    Each further request stops the law's clock again and sends the citizen on another errand. Only dossiers that were
    asked at all carry this duty.
plan_group: 3
case_kinds: [procedure_case]
theme: strictness
standards: [onestop_one_supplement]
family: proportion
unit: percent
better: higher
grain: agency × standard × month
minimum_denominator: 5
source_of_definition: "Nghị định 61/2018/NĐ-CP; Nghị định 118/2025/NĐ-CP (sửa 367/2025/NĐ-CP)"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with cohort as (
    select d.agency_id, d.standard_id, d.month, d.status
    from duties.duty as d
    cross join sources.clock as k
    where
        -- met: the dossier was closed after one request; late: a second request was made
        d.standard_id = 'onestop_one_supplement'
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
