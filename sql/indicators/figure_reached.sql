/* ---
title:
  vi: "Số liệu tự báo cáo đạt mức yêu cầu"
  en: "Self-reported figures that reach the required level"
why:
  vi: >-
    Có nghĩa vụ chỉ biết qua số đếm mà đơn vị tự báo cáo: kỳ nào tỷ lệ báo cáo đạt mức luật đòi hỏi. Chưa ai kiểm chứng các số này, nên
    cần đọc cùng nguồn độc lập như phản ánh, khảo sát, thanh tra.
  en: >-
    Some duties are known only by counts that agencies report of themselves: in how many periods did the reported share reach what the
    law requires. Nobody has verified them; read them beside independent sources such as petitions, surveys and inspections.
plan_group: 3
case_kinds: [reported_figure]
theme: effectiveness
standards: all
family: proportion
unit: percent
better: higher
grain: "agency × standard × month (due)"
minimum_denominator: 5
source_of_definition: "căn cứ pháp lý ghi ở từng chuẩn mực; số liệu tự báo cáo / the legal basis each standard cites; self-reported"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with due as (
    select d.agency_id, d.standard_id, d.month, d.status
    from duties.duty as d
    cross join sources.clock as k
    -- shares that agencies report of themselves, a duty for each figure of a period
    where d.case_kind = 'reported_figure'
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
