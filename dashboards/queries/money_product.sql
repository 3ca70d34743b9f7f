-- Products of plan tasks by agency over the window (the row without agency: all): what was assigned and delivered of what fell due,
-- what the norm allows and what was spent on what was completed, and the duties kept beside it. Sums in exact decimals.
with task as (
    select
        plan_task.agency_id,
        plan_task.due_at,
        plan_task.products_assigned as assigned,
        case
            when plan_task.completed_at >= clock.as_of + interval 1 day or plan_task.products_completed < 0 then null
            -- one product too many does not make up for one that another task lacks
            when plan_task.products_completed is not null then least(plan_task.products_completed, plan_task.products_assigned)
            when plan_task.completed_at is null then 0
        end as delivered,
        plan_task.due_at >= clock.window_start and plan_task.due_at < clock.as_of + interval 1 day as fell_due,
        -- of work in progress neither products nor money are complete; money without a norm cannot be compared
        coalesce(
            plan_task.completed_at >= clock.window_start and plan_task.completed_at < clock.as_of + interval 1 day
            and plan_task.products_completed > 0 and plan_task.norm_per_product is not null and plan_task.spent is not null, false
        ) as paid,
        plan_task.products_completed as products,
        cast(plan_task.norm_per_product * plan_task.products_completed as decimal(38, 6)) as allowed,
        plan_task.spent
    from plan_task
    cross join clock
    where plan_task.products_assigned > 0
),

added as (
    select
        agency_id,
        coalesce(sum(assigned) filter (where fell_due and delivered is not null), 0) as assigned,
        coalesce(sum(delivered) filter (where fell_due), 0) as delivered,
        coalesce(sum(products) filter (where paid), 0) as products,
        sum(allowed) filter (where paid) as allowed,
        sum(spent) filter (where paid) as spent
    from task
    group by grouping sets ((agency_id), ())
),

kept as (
    select gap.agency_id, sum(gap.numerator) as met, sum(gap.denominator) as due
    from gap
    inner join clock on gap.window_end = clock.window_end
    where gap.standard_id in (select judged.standard_id from gap as judged where judged.assessable and judged.window_end = clock.window_end)
    group by gap.agency_id
),

beside as (
    select
        added.*,
        kept.met,
        kept.due,
        added.spent / nullif(added.allowed, 0) as ratio,
        added.spent / nullif(added.products, 0) as per_product,
        kept.met / nullif(kept.due, 0) as kept
    from added
    left join kept on added.agency_id = kept.agency_id
),

ranked as (
    -- Spearman's rank correlation: ties share the mean of their places
    select
        rank() over (order by ratio) + (count(*) over (partition by ratio) - 1) / 2 as by_ratio,
        rank() over (order by kept) + (count(*) over (partition by kept) - 1) / 2 as by_kept
    from beside
    where agency_id is not null and ratio is not null and kept is not null
),

relation as (
    select count(*) as compared, round(corr(by_ratio, by_kept), 6) as correlation
    from ranked
)

select
    beside.*,
    relation.compared,
    relation.correlation,
    -- Fisher's interval of 95 %; fewer agencies than make peers show no relation
    case
        when relation.compared >= peers.least and abs(relation.correlation) < 1
            then tanh(atanh(relation.correlation) - 1.96 / sqrt(relation.compared - 3))
    end as correlation_lower,
    case
        when relation.compared >= peers.least and abs(relation.correlation) < 1
            then tanh(atanh(relation.correlation) + 1.96 / sqrt(relation.compared - 3))
    end as correlation_upper
from beside
cross join relation
cross join (select coalesce(cast(max(value) filter (where name = 'minimum_agencies') as double), 8) as least from parameter) as peers
order by beside.agency_id is not null, beside.agency_id
