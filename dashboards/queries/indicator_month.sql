-- Each indicator of the whole jurisdiction month by month, at most three years; with the agency that has most of the
-- month, for whoever wants to see rows.
select
    observation.indicator_id,
    observation.period,
    sum(observation.numerator) as numerator,
    sum(observation.denominator) as denominator,
    sum(observation.unknown) as unknown,
    arg_max(observation.agency_id, row(observation.denominator, observation.agency_id)) as largest_agency_id
from observation
cross join clock
where
    observation.window_months = 1
    and not starts_with(observation.indicator_id, 'data_')
    and observation.period > strftime(clock.window_end - interval 36 month, '%Y-%m')
    and observation.period <= strftime(clock.window_end, '%Y-%m')
group by all
order by all
