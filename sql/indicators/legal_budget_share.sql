/* ---
title:
  vi: "Tỷ lệ dự toán công tác pháp luật trên chi thường xuyên"
  en: "Legal work's share of regular expenditure"
why:
  vi: >-
    Nghị quyết yêu cầu dành ít nhất 0,5 % cho công tác xây dựng và tổ chức thi hành pháp luật; không có tiền thì nhiệm vụ chỉ nằm trên
    giấy. Tính trên ngân sách năm đã kết thúc, so số tiền chính xác, không ước lượng; mẫu số là chi thường xuyên, cơ sở tính còn chờ xác
    nhận.
  en: >-
    The resolution asks for at least 0.5 % for making and carrying out law; without money the tasks stay on paper. Over budgets of years
    that have ended, amounts as they stand and no estimate; the base is regular expenditure, still to be confirmed.
plan_group: 7
case_kinds: [budget]
theme: resources
standards: [law_budget_half_percent]
family: amount
unit: percent
better: higher
grain: "agency × standard × year (its last month)"
minimum_denominator: 1
source_of_definition: "Nghị quyết 66-NQ/TW (30/4/2025); Nghị quyết 197/2025/QH15"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with bound as (
    -- agencies of the tiers that the standard binds; the figures of others carry no standard
    select a.agency_id, s.standard_id, s.effective_from, s.effective_to
    from sources.agency as a
    inner join sources.standard as s on concat('|', s.tier, '|') like concat('%|', a.tier, '|%')
    -- the standard this indicator is about
    where s.standard_id = 'law_budget_half_percent'
),

closed_year as (
    -- over cases, not duties: money is compared as it stands, a duty says only whether the share was reached
    select
        b.agency_id,
        concat(cast(b.year as text), '-12') as period,
        concat(cast(b.year as text), '-12-31') as year_end,
        b.legal_allotment as used,
        b.regular_expenditure as base
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
