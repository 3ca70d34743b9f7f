/* ---
title:
  vi: "Hồ sơ được số hóa"
  en: "Dossiers digitised"
why:
  vi: >-
    Hồ sơ không được số hóa thì người dân phải nộp lại giấy tờ mà cơ quan đã có. Tính trên hồ sơ tiếp nhận trong tháng, không trên nghĩa
    vụ, vì việc số hóa không có hạn.
  en: >-
    Where dossiers are not digitised, people hand in again what the state already has. Over dossiers accepted in the month, not duties,
    since digitising has no due date.
plan_group: 6
case_kinds: [procedure_case]
theme: digital
standards: none
family: proportion
unit: percent
better: higher
grain: "agency × month (of acceptance)"
minimum_denominator: 5
source_of_definition: "định nghĩa của lawgap / lawgap's own definition"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with dossier as (
    -- over dossiers, not duties: how a dossier is kept has no due date
    select p.agency_id, substr(cast(cast(p.accepted_at as date) as text), 1, 7) as period, p.digitised
    from cases.procedure_case as p
    cross join sources.clock as k
    -- accepted later: not there yet
    where p.accepted_at <= k.as_of_end
        -- before the months that are shown
        and substr(cast(cast(p.accepted_at as date) as text), 1, 7) >= k.first_month
),

counted as (
    select
        agency_id,
        '-' as standard_id,
        period,
        cast(sum(case when digitised then 1 else 0 end) as bigint) as numerator,
        cast(sum(case when digitised is not null then 1 else 0 end) as bigint) as denominator,
        cast(sum(case when digitised is null then 1 else 0 end) as bigint) as unknown
    from dossier
    group by agency_id, period
)

select * from counted
