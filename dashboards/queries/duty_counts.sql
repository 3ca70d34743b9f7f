-- Duties by agency, standard and status. Pending and undated ones lie outside the window by nature.
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
    or duty.due_at is null
    or cast(duty.due_at as date) between clock.window_start and clock.window_end
group by all
order by all
