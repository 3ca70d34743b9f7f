/* ---
title:
  vi: "Tỷ lệ kiến nghị kiểm toán được thực hiện đúng hạn"
  en: "Audit recommendations carried out on time"
why:
  vi: >-
    Kiến nghị kiểm toán không thực hiện thì tiền sai vẫn sai. Danh mục chuẩn mực chưa có nghĩa vụ nào về kiểm toán nên
    chỉ số tính trên từng kiến nghị, theo hạn ghi trong đó.
  en: >-
    Money that was spent wrongly stays so until the audit's recommendation is carried out. The catalogue has no duty
    about audits yet, so this counts recommendations, by the due date that each states.
plan_group: 1
case_kinds: [recommendation]
theme: effectiveness
standards: none
family: proportion
unit: percent
better: higher
grain: agency × month
minimum_denominator: 5
source_of_definition: "định nghĩa của lawgap / lawgap's own definition"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with asked as (
    select
        c.case_id, c.agency_id, c.received_at, c.due_at, k.as_of_end, f.source_id, f.completeness,
        case when c.implemented_at <= k.as_of_end then c.implemented_at end as done_at
    from cases.recommendation as c
    inner join sources.known_file as f on c.source_file_id = f.source_file_id
    cross join sources.clock as k
    where
        -- recommendations of the State Audit
        c.origin = 'audit'
        -- what came after as_of does not exist yet
        and c.received_at <= k.as_of_end
),

heard as (
    -- would we know, had it been carried out by the due date? only if the file of that month came
    select distinct a.case_id
    from asked as a
    inner join duties.covered as v
        on a.source_id = v.source_id
        and (v.agency_id = '*' or a.agency_id = v.agency_id)
        and (v.month = '*' or substr(cast(cast(a.due_at as date) as text), 1, 7) = v.month)
    where
        -- silence of a sample or of an incomplete source is not lateness
        a.completeness = 'complete'
),

judged as (
    select
        a.agency_id,
        substr(cast(cast(coalesce(a.due_at, a.received_at) as date) as text), 1, 7) as period,
        case
            when a.due_at is null then 'unknown'
            -- carried out before it was received: impossible
            when cast(a.done_at as date) < cast(a.received_at as date) then 'unknown'
            when a.done_at <= a.due_at then 'met'
            when a.due_at > a.as_of_end then 'pending'
            when a.done_at is not null then 'unmet'
            when h.case_id is not null then 'unmet'
            else 'unknown'
        end as outcome
    from asked as a
    left join heard as h on a.case_id = h.case_id
),

counted as (
    select
        j.agency_id,
        '-' as standard_id,
        j.period,
        cast(sum(case when j.outcome = 'met' then 1 else 0 end) as bigint) as numerator,
        cast(sum(case when j.outcome in ('met', 'unmet') then 1 else 0 end) as bigint) as denominator,
        cast(sum(case when j.outcome = 'unknown' then 1 else 0 end) as bigint) as unknown
    from judged as j
    cross join sources.clock as k
    where
        -- not due yet: nothing can be said of it
        j.outcome <> 'pending'
        -- the months of the trend
        and j.period >= k.first_month
        and j.period <= k.last_month
    group by j.agency_id, j.period
)

select agency_id, standard_id, period, numerator, denominator, unknown
from counted
