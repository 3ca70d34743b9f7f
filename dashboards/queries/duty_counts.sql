-- Duties by agency, standard and status. Pending ones lie outside the window by nature; an undated
-- one belongs to the month of what is known of it, as in the indicators.
select
    duty.agency_id,
    duty.standard_id,
    count(*) filter (where duty.status = 'met') as met,
    count(*) filter (where duty.status = 'late') as late,
    count(*) filter (where duty.status = 'overdue') as overdue,
    count(*) filter (where duty.status = 'pending') as pending,
    count(*) filter (where duty.status = 'excused') as excused,
    count(*) filter (where duty.status = 'unknown') as unknown
from duty
cross join clock
where
    duty.status = 'pending'
    or duty.month between strftime(clock.window_start, '%Y-%m') and strftime(clock.window_end, '%Y-%m')
group by all
order by all
