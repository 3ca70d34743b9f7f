/* ---
title:
  vi: "Số khiếu nại lần hai trên một quyết định giải quyết lần đầu"
  en: "Second complaints per first decision"
why:
  vi: >-
    Nhiều người khiếu nại tiếp cho thấy quyết định lần đầu chưa giải quyết được việc. Tính theo vụ việc, không theo
    nghĩa vụ, vì khiếu nại tiếp là quyền của người dân.
  en: >-
    Many second complaints show that first decisions did not settle the matter. Counted over cases, not duties, because
    to complain again is the citizen's right.
plan_group: 3
case_kinds: [complaint]
theme: effectiveness
standards: none
family: rate
unit: second complaints per first decision
better: lower
grain: agency with the units under it × month
minimum_denominator: 5
source_of_definition: "định nghĩa của lawgap / lawgap's own definition"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
-- A second complaint goes to the unit above the one that decided first, and no column says which decision it attacks.
-- The exposure of a unit is therefore what it decided itself and what the units directly under it decided.
with deciding as (
    select a.agency_id, a.agency_id as answers_at
    from sources.agency as a
    union all
    select a.agency_id, a.parent_id as answers_at
    from sources.agency as a
    where
        -- the city has nobody above it here
        a.parent_id is not null
),

first_decision as (
    select
        d.answers_at as agency_id, substr(cast(cast(c.decided_at as date) as text), 1, 7) as period,
        0 as second_complaints, 1 as first_decisions, 0 as of_unknown_instance
    from cases.complaint as c
    inner join deciding as d on c.agency_id = d.agency_id
    cross join sources.clock as k
    where
        -- an empty instance is a first one, as the source's contract reads it
        coalesce(c.instance, '1') = '1'
        -- a complaint withdrawn is closed without a decision
        and coalesce(c.result, '') <> 'withdrawn'
        -- decisions dated after as_of do not exist
        and c.decided_at <= k.as_of_end
),

second_complaint as (
    select
        c.agency_id, substr(cast(cast(c.received_at as date) as text), 1, 7) as period,
        case when c.instance = '2' then 1 else 0 end as second_complaints, 0 as first_decisions,
        case when c.instance is null then 1 else 0 end as of_unknown_instance
    from cases.complaint as c
    cross join sources.clock as k
    where
        -- whether a complaint without an instance is a second one, nobody can tell
        (c.instance = '2' or c.instance is null)
        -- complaints that came after as_of do not exist
        and c.received_at <= k.as_of_end
),

together as (
    select agency_id, period, second_complaints, first_decisions, of_unknown_instance from first_decision
    union all
    select agency_id, period, second_complaints, first_decisions, of_unknown_instance from second_complaint
),

counted as (
    select
        t.agency_id,
        t.period,
        cast(sum(t.second_complaints) as bigint) as numerator,
        cast(sum(t.first_decisions) as bigint) as denominator,
        cast(sum(t.of_unknown_instance) as bigint) as unknown
    from together as t
    cross join sources.clock as k
    where
        -- no month outside the trend
        t.period >= k.first_month
        and t.period <= k.last_month
    group by t.agency_id, t.period
)

select agency_id, '-' as standard_id, period, numerator, denominator, unknown
from counted
