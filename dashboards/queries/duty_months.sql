-- Duties falling due month by month inside the window, the trend of a cell.
select
    duty.agency_id,
    duty.standard_id,
    strftime(duty.due_at, '%Y-%m') as month,
    count(*) as due,
    count(*) filter (where duty.status = 'met') as met
from duty
cross join clock
where
    duty.status in ('met', 'late', 'overdue')
    and cast(duty.due_at as date) between clock.window_start and clock.window_end
group by all
order by all
