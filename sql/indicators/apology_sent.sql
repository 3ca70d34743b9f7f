/* ---
title:
  vi: "Tỷ lệ hồ sơ trễ hẹn có phiếu xin lỗi và hẹn lại ngày trả kết quả"
  en: "Late dossiers with an apology and a new date"
why:
  vi: >-
    Trễ hẹn là vi phạm thứ nhất, không xin lỗi là vi phạm thứ hai. Hồ sơ của thủ tục giải quyết trong ngày không thuộc
    nghĩa vụ này.
  en: >-
    Being late is one failing, not saying so is a second. Dossiers of same-day procedures owe no apology.
plan_group: 1
case_kinds: [procedure_case]
theme: strictness
standards: [onestop_apology_issued]
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
        -- this duty arises only where the promised day passed without a result
        d.standard_id = 'onestop_apology_issued'
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
