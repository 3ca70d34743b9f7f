-- What is open past its due date today, the longest first; at most 100 a unit fit a page.
select
    duty.agency_id,
    duty.standard_id,
    duty.case_id,
    duty.due_at,
    duty.responsible_unit,
    duty.responsible_person,
    date_diff('day', cast(duty.due_at as date), clock.as_of) as days_over,
    count(*) over (partition by duty.agency_id) as total
from duty
cross join clock
where duty.status = 'overdue'
qualify row_number() over (partition by duty.agency_id order by duty.due_at, duty.duty_id) <= 100
order by duty.agency_id, days_over desc, duty.duty_id
