-- How long the duties due in the window took, counted as in what_if: what moved the due date is time the law does not count.
with moved as (
    select
        duty.standard_id,
        duty.days_taken,
        duty.ended,
        case
            when standard.unit = 'working_day' then due_day.work_no - original_day.work_no
            else due_day.day - original_day.day
        end as days_moved
    from duty
    inner join standard on duty.standard_id = standard.standard_id
    cross join clock
    left join calendar_day as original_day on cast(duty.original_due_at as date) = original_day.day
    left join calendar_day as due_day on cast(duty.due_at as date) = due_day.day
    where
        duty.standard_id in (select what_if.standard_id from what_if)
        and duty.month between strftime(clock.window_start, '%Y-%m') and strftime(clock.window_end, '%Y-%m')
        and duty.status in ('met', 'late', 'overdue', 'excused')
        and duty.days_taken is not null
        and duty.tier <> 'inherited'
)

select
    standard_id,
    greatest(days_taken - greatest(coalesce(days_moved, 0), 0), 0) as days,
    ended,
    count(*) as duties
from moved
group by all
order by all
