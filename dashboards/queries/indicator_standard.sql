-- What each indicator counts, standard by standard over the 12 months, and how agencies spread around the median one.
select
    indicator_id,
    standard_id,
    count(*) as agencies,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
    count(value) as rated,
    median(value) as middle,
    quantile_cont(value, 0.25) as quarter,
    quantile_cont(value, 0.75) as three_quarters,
    list(cast(value as double) order by value) filter (where value is not null) as spread
from observation
where window_months = 12 and not starts_with(indicator_id, 'data_')
group by indicator_id, standard_id
order by indicator_id, standard_id
