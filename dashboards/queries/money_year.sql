-- Money for legal work by agency and year, amounts in the currency unit, sums and comparisons in exact decimals.
-- `bound`: the agency whose budget the law's share is asked of; of the others the figures only inform.
with asked as (
    select
        cast(max(value) filter (where name = 'legal_budget_share') as decimal(38, 6)) as share,
        cast(max(value) filter (where name = 'legal_budget_disbursed') as decimal(38, 6)) as disbursed
    from parameter
),

bound as (
    select agency.agency_id, min(standard.standard_id) as standard_id
    from standard
    inner join agency on list_contains(string_split(standard.tier, '|'), agency.tier)
    where standard.case_kind = 'budget' and standard.end_event = 'law_spend' and standard.measure = 'scored'
    group by agency.agency_id
)

select
    budget.agency_id,
    budget.year,
    budget.regular_expenditure as regular,
    budget.legal_allotment as allotment,
    budget.disbursed,
    bound.standard_id,
    bound.standard_id is not null as bound,
    -- a part of a year does not answer for the year
    make_date(cast(budget.year as integer), 12, 31) <= clock.as_of as closed,
    asked.share as asked_share,
    asked.disbursed as asked_disbursed,
    budget.legal_allotment / nullif(budget.regular_expenditure, 0) as share,
    budget.legal_allotment >= asked.share * budget.regular_expenditure as reaches,
    greatest(asked.share * budget.regular_expenditure - budget.legal_allotment, 0) as missing,
    budget.disbursed / nullif(budget.legal_allotment, 0) as disbursed_share,
    budget.disbursed >= asked.disbursed * budget.legal_allotment as disbursed_enough
from budget
cross join clock
cross join asked
left join bound on budget.agency_id = bound.agency_id
order by budget.year, budget.agency_id
