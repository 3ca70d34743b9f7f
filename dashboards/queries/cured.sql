-- How many unmet duties of a common cause were done within its workable limit: what another limit would cure.
-- An open one is not among them, nobody knows yet how long it takes. Days are counted as for the workable limit.
with taken as (
    select
        duty.standard_id,
        duty.ended,
        standard_verdict.workable_limit,
        standard_verdict.workable_lower,
        standard_verdict.workable_upper,
        -- what moved the due date is time the law does not count
        greatest(duty.days_taken - greatest(coalesce(
            case when standard.unit = 'working_day' then due.work_no - original.work_no
            else date_diff('day', cast(duty.original_due_at as date), cast(duty.due_at as date)) end, 0
        ), 0), 0) as days
    from duty
    inner join standard on duty.standard_id = standard.standard_id
    inner join standard_verdict on duty.standard_id = standard_verdict.standard_id
    inner join clock on standard_verdict.window_end = clock.window_end
    left join calendar_day as original on cast(duty.original_due_at as date) = original.day
    left join calendar_day as due on cast(duty.due_at as date) = due.day
    where
        standard_verdict.verdict = 'common_cause'
        and duty.status in ('late', 'overdue')
        and duty.tier <> 'inherited'
        and duty.month between strftime(clock.window_start, '%Y-%m') and strftime(clock.window_end, '%Y-%m')
)

select
    standard_id,
    count(*) as unmet,
    count(*) filter (where not ended) as still_open,
    count(*) filter (where ended and days <= workable_limit) as cured,
    count(*) filter (where ended and days <= workable_lower) as cured_lower,
    count(*) filter (where ended and days <= workable_upper) as cured_upper
from taken
group by standard_id
order by standard_id
