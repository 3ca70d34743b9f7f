-- What is open past its due date today, the longest first; at most 100 a unit fit a page, judged
-- rules and indicative ones each: an indicative one says what a source shows, not that somebody is late.
with judged as (
    select distinct gap.standard_id
    from gap
    inner join clock on gap.window_end = clock.window_end
    where gap.assessable
)

select
    duty.agency_id,
    duty.standard_id,
    duty.case_id,
    duty.due_at,
    duty.responsible_unit,
    duty.responsible_person,
    judged.standard_id is not null as judged,
    date_diff('day', cast(duty.due_at as date), clock.as_of) as days_over,
    count(*) over (partition by duty.agency_id, judged.standard_id is null) as total
from duty
cross join clock
left join judged on duty.standard_id = judged.standard_id
where duty.status = 'overdue'
qualify row_number() over (
    partition by duty.agency_id, judged.standard_id is null
    order by duty.due_at, duty.duty_id
) <= 100
order by duty.agency_id, judged.standard_id is null, days_over desc, duty.duty_id
