/* ---
title:
  vi: "Tỷ lệ quyết định hành chính bị Tòa án hủy hoặc sửa"
  en: "Decisions annulled or amended in court"
why:
  vi: >-
    Bản án hủy quyết định là bằng chứng độc lập rằng cơ quan đã áp dụng sai pháp luật. Tính trên bản án, không theo
    nghĩa vụ, vì không có thời hạn nào để đúng luật.
  en: >-
    A judgment that annuls a decision is independent proof that the law was applied wrongly. Counted over judgments, not
    duties, because being right has no due date.
plan_group: 3
case_kinds: [judgment]
theme: consistency
standards: none
family: proportion
unit: percent
better: lower
grain: agency × month of the judgment
minimum_denominator: 5
source_of_definition: >-
  định nghĩa của lawgap: bản án hủy hoặc sửa trên tổng số bản án / lawgap's own definition: annulled or amended of all
  judgments
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with pronounced as (
    select j.agency_id, substr(cast(cast(j.pronounced_at as date) as text), 1, 7) as period, j.result
    from cases.judgment as j
    cross join sources.clock as k
    where
        -- judgments dated after as_of do not exist
        j.pronounced_at <= k.as_of_end
),

counted as (
    select
        p.agency_id,
        p.period,
        cast(sum(case when p.result in ('annulled', 'amended') then 1 else 0 end) as bigint) as numerator,
        cast(sum(case when p.result in ('annulled', 'amended', 'upheld') then 1 else 0 end) as bigint) as denominator,
        -- pronounced, and the outcome is not written
        cast(sum(case when p.result in ('annulled', 'amended', 'upheld') then 0 else 1 end) as bigint) as unknown
    from pronounced as p
    cross join sources.clock as k
    where
        -- no month outside the trend
        p.period >= k.first_month
        and p.period <= k.last_month
    group by p.agency_id, p.period
)

select agency_id, '-' as standard_id, period, numerator, denominator, unknown
from counted
