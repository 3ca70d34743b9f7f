-- How many days before (negative) or after the due date duties of the window were done.
select
    duty.standard_id,
    date_diff('day', cast(duty.due_at as date), cast(duty.fulfilled_at as date)) as days,
    duty.status = 'met' as kept,
    count(*) as duties
from duty
cross join clock
where
    duty.status in ('met', 'late')
    and duty.fulfilled_at is not null
    and cast(duty.due_at as date) between clock.window_start and clock.window_end
group by all
order by all
