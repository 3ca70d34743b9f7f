/* ---
title:
  vi: "Tỷ lệ ngày hẹn trả không quá thời hạn luật định"
  en: "Promised dates within the legal limit"
why:
  vi: >-
    Hẹn quá hạn luật thì đúng hẹn vẫn là trái luật. Ngày hẹn được so với hạn hiện hành của luật, đã cộng thời gian tạm
    dừng hợp lệ, theo ngày, không theo giờ.
  en: >-
    Where the slip promises a date beyond the law, keeping the promise still breaks the law. The promised day is
    compared with the legal due day as lawful pauses have moved it, by the day and not by the hour.
plan_group: 3
case_kinds: [procedure_case, petition]
theme: strictness
standards: all
family: proportion
unit: percent
better: higher
grain: agency × standard × month
minimum_denominator: 5
source_of_definition: "Nghị định 118/2025/NĐ-CP (sửa 367/2025/NĐ-CP); Nghị định 20/2008/NĐ-CP"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with promise as (
    select 'procedure_case' as case_kind, c.case_id, c.promised_at from cases.procedure_case as c
    union all
    select 'petition' as case_kind, c.case_id, c.promised_at from cases.petition as c
),

beside as (
    select
        d.agency_id, d.standard_id, d.month,
        case
            when p.promised_at is null or d.due_at is null then 'unknown'
            when cast(p.promised_at as date) <= cast(d.due_at as date) then 'within'
            else 'beyond'
        end as outcome
    from duties.duty as d
    inner join sources.standard as s on d.standard_id = s.standard_id
    inner join promise as p on d.case_kind = p.case_kind and d.case_id = p.case_id
    cross join sources.clock as k
    where
        -- a limit that the law sets; where the due date is the promise itself there is nothing to compare
        s.due_event is null
        -- what the promise is about: the result of a dossier, the answer to a petition; not the reply on what becomes of it
        and s.end_event in ('result_ready', 'answer_published', 'answer_sent')
        -- not due yet, or lawfully excused: outside, as in every share of duties
        and d.status in ('met', 'late', 'overdue', 'unknown')
        -- by the month in which they fall due, and no month outside the trend
        and d.month >= k.first_month
        and d.month <= k.last_month
),

counted as (
    select
        agency_id,
        standard_id,
        month as period,
        cast(sum(case when outcome = 'within' then 1 else 0 end) as bigint) as numerator,
        cast(sum(case when outcome in ('within', 'beyond') then 1 else 0 end) as bigint) as denominator,
        cast(sum(case when outcome = 'unknown' then 1 else 0 end) as bigint) as unknown
    from beside
    group by agency_id, standard_id, month
)

select agency_id, standard_id, period, numerator, denominator, unknown
from counted
