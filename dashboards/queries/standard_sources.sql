-- Which sources a standard's duties were read from: an incomplete one explains an abstention.
select distinct duty.standard_id, source_file.source_id
from duty_source
inner join duty on duty_source.duty_id = duty.duty_id
inner join source_file on duty_source.source_file_id = source_file.source_file_id
order by all
