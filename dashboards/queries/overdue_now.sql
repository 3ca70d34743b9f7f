-- What is open past its due date today, the longest first; at most 100 a unit fit a page, judged
-- rules and indicative ones each: an indicative one says what a source shows, not that somebody is late.
-- A case that a flag lists is called late there, and so it is here.
with assessed as (
    select distinct gap.standard_id
    from gap
    inner join clock on gap.window_end = clock.window_end
    where gap.assessable
),

judged as (
    select duty.duty_id
    from duty
    inner join assessed on duty.standard_id = assessed.standard_id
    union
    select flag_evidence.row_id as duty_id
    from flag_evidence
    inner join flag on flag_evidence.flag_id = flag.flag_id
    where flag_evidence.fact = 'duty' and flag.audience = 'published' and flag.life not in ('resolved', 'withdrawn')
)

select
    duty.agency_id,
    duty.standard_id,
    duty.case_id,
    duty.due_at,
    duty.responsible_unit,
    duty.responsible_person,
    judged.duty_id is not null as judged,
    date_diff('day', cast(duty.due_at as date), clock.as_of) as days_over,
    count(*) over (partition by duty.agency_id, judged.duty_id is null) as total
from duty
cross join clock
left join judged on duty.duty_id = judged.duty_id
where duty.status = 'overdue'
qualify row_number() over (
    partition by duty.agency_id, judged.duty_id is null
    order by duty.due_at, duty.duty_id
) <= 100
order by duty.agency_id, judged.duty_id is null, days_over desc, duty.duty_id
