/* ---
title:
  vi: "Tỷ lệ giải ngân kinh phí công tác pháp luật"
  en: "Disbursed of what was allotted to legal work"
why:
  vi: >-
    Kinh phí được giao mà không giải ngân thì nhiệm vụ pháp luật không được thực hiện. Tính trên ngân sách năm đã kết thúc, so số tiền
    chính xác; luật chưa đặt mức phải đạt nên chỉ hiển thị.
  en: >-
    Money allotted and not spent is legal work not done. Over budgets of years that have ended, amounts as they stand; the law sets no
    rate, so the figure is only shown.
plan_group: 7
case_kinds: [budget]
theme: resources
standards: [law_budget_disbursed]
family: amount
unit: percent
better: higher
grain: "agency × standard × year (its last month)"
minimum_denominator: 1
source_of_definition: "Nghị quyết 66-NQ/TW"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with bound as (
    -- agencies of the tiers that the standard binds; the figures of others carry no standard
    select a.agency_id, s.standard_id, s.effective_from, s.effective_to
    from sources.agency as a
    inner join sources.standard as s on concat('|', s.tier, '|') like concat('%|', a.tier, '|%')
    -- the standard this indicator is about
    where s.standard_id = 'law_budget_disbursed'
),

closed_year as (
    -- over cases, not duties: money is compared as it stands, a duty says only whether the share was reached
    select
        b.agency_id,
        concat(cast(b.year as text), '-12') as period,
        concat(cast(b.year as text), '-12-31') as year_end,
        b.disbursed as used,
        b.legal_allotment as base
    from cases.budget as b
    cross join sources.clock as k
    -- a part of a year does not answer for the year
    where concat(cast(b.year as text), '-12-31') <= cast(k.as_of as text)
        -- before the months that are shown
        and concat(cast(b.year as text), '-12') >= k.first_month
),

compared as (
    select
        y.agency_id,
        coalesce(s.standard_id, '-') as standard_id,
        y.period,
        -- an amount without its counterpart cannot be compared
        case when y.base is not null then y.used end as used,
        case when y.used is not null then y.base end as base,
        case when y.used is null or y.base is null then 1 else 0 end as alone
    from closed_year as y
    left join bound as s
        on y.agency_id = s.agency_id
        -- the standard in force at the end of the year
        and y.year_end >= coalesce(cast(s.effective_from as text), y.year_end)
        and y.year_end <= coalesce(cast(s.effective_to as text), y.year_end)
),

counted as (
    select
        agency_id,
        standard_id,
        period,
        cast(sum(coalesce(used, 0)) as decimal(38, 6)) as numerator,
        cast(sum(coalesce(base, 0)) as decimal(38, 6)) as denominator,
        -- budgets of which one of the two amounts is missing
        cast(sum(alone) as bigint) as unknown
    from compared
    group by agency_id, standard_id, period
)

select * from counted
