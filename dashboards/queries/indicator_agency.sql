-- Each agency's indicator over the 12 months, its standards added up. Lengths of different limits do not add up: there
-- it is counted how many of the agency's medians are above those of its tier.
with rated as (
    select
        observation.*,
        median(observation.value) over (
            partition by observation.indicator_id, observation.standard_id, agency.tier
        ) as peers
    from observation
    left join agency on observation.agency_id = agency.agency_id
    -- the quality of the data themselves has a page of its own
    where observation.window_months = 12 and not starts_with(observation.indicator_id, 'data_')
)

select
    indicator_id,
    agency_id,
    count(*) as standards,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
    sum(unknown) as unknown,
    case when count(*) = 1 then any_value(value) end as value,
    case when count(*) = 1 then any_value(lower) end as lower,
    case when count(*) = 1 then any_value(upper) end as upper,
    count(value) as rated,
    count(*) filter (where value > peers) as above_peers
from rated
group by indicator_id, agency_id
order by indicator_id, agency_id
