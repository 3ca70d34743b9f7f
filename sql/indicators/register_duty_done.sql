/* ---
title:
  vi: "Nghĩa vụ định kỳ đã thực hiện"
  en: "Periodic duties done"
why:
  vi: >-
    Kế hoạch, báo cáo, danh mục mà luật buộc phải có hằng năm, hằng quý hoặc hằng tháng: có hay không có. Gồm mọi chuẩn mực theo dõi
    bằng sổ nghĩa vụ định kỳ, mỗi chuẩn mực một dòng.
  en: >-
    Plans, reports and lists that the law wants every year, quarter or month: they exist or they do not. All standards kept in the
    register of periodic duties, each on its own line.
plan_group: 3
case_kinds: [duty_register]
theme: strictness
standards: all
family: proportion
unit: percent
better: higher
grain: "agency × standard × month (due)"
minimum_denominator: 5
source_of_definition: "căn cứ pháp lý ghi ở từng chuẩn mực / the legal basis each standard cites"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with due as (
    select d.agency_id, d.standard_id, d.month, d.status
    from duties.duty as d
    cross join sources.clock as k
    -- what had to exist is what the register lists, never what was done
    where d.case_kind = 'duty_register'
        -- before the months that are shown
        and d.month >= k.first_month
        -- falls due after the last month of the edition
        and d.month <= k.last_month
),

counted as (
    select
        d.agency_id,
        d.standard_id,
        d.month as period,
        cast(sum(case when d.status = 'met' then 1 else 0 end) as bigint) as numerator,
        -- open duties past their limit count; what is not due yet or lawfully excused does not
        cast(sum(case when d.status in ('met', 'late', 'overdue') then 1 else 0 end) as bigint) as denominator,
        cast(sum(case when d.status = 'unknown' then 1 else 0 end) as bigint) as unknown
    from due as d
    group by d.agency_id, d.standard_id, d.month
)

select * from counted
