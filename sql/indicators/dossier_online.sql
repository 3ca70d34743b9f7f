/* ---
title:
  vi: "Hồ sơ nộp trực tuyến"
  en: "Dossiers submitted online"
why:
  vi: >-
    Dịch vụ công trực tuyến chỉ có ích khi người dân thực sự dùng được. Tính trên hồ sơ tiếp nhận trong tháng, không trên nghĩa vụ, vì
    người nộp được chọn cách nộp.
  en: >-
    Online services are of use only when people can really use them. Over dossiers accepted in the month, not duties, since the
    applicant chooses the way.
plan_group: 6
case_kinds: [procedure_case]
theme: access
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
    -- over dossiers, not duties: which way people come is no duty of the agency's clock
    select p.agency_id, substr(cast(cast(p.accepted_at as date) as text), 1, 7) as period, p.channel
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
        cast(sum(case when channel = 'online' then 1 else 0 end) as bigint) as numerator,
        cast(sum(case when channel is not null then 1 else 0 end) as bigint) as denominator,
        cast(sum(case when channel is null then 1 else 0 end) as bigint) as unknown
    from dossier
    group by agency_id, period
)

select * from counted
