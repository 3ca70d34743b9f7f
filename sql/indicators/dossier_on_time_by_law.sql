/* ---
title:
  vi: "Tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng thời hạn luật định"
  en: "Dossiers decided within the limit of their procedure"
why:
  vi: >-
    Mỗi thủ tục có thời hạn riêng trong luật, và ngày hẹn trên phiếu không thay được thời hạn đó. Hồ sơ còn mở khi đã
    quá hạn vẫn được tính.
  en: >-
    Each procedure has its own limit in the law, which the date on the slip does not replace. Dossiers still open past
    their limit count too.
plan_group: 3
case_kinds: [procedure_case]
theme: timeliness
standards: all
family: proportion
unit: percent
better: higher
grain: agency × standard × month
minimum_denominator: 5
source_of_definition: >-
  thời hạn của từng thủ tục theo căn cứ ghi ở chuẩn mực (procedures.csv chọn chuẩn mực) / the limit of each procedure,
  as its standard cites it
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with cohort as (
    select d.agency_id, d.standard_id, d.month, d.status
    from duties.duty as d
    inner join sources.standard as s on d.standard_id = s.standard_id
    cross join sources.clock as k
    where
        -- standards that a procedure chooses: a procedure that is added later is counted without a change here
        s.by_procedure
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
