-- What was checked of each source and agency in all months received, and what failed, by question; the city's own files have no agency.
select
    source_id,
    nullif(agency_id, '') as agency_id,
    dimension,
    sum(checked) as checked,
    sum(failed) as failed
from data_quality
group by all
order by source_id, agency_id, dimension
