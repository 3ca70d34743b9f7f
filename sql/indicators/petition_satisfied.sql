/* ---
title:
  vi: "Tỷ lệ người dân hài lòng với kết quả trả lời phản ánh, kiến nghị"
  en: "Answered petitions whose sender is satisfied"
why:
  vi: >-
    Trả lời đúng hạn mà không giải quyết được việc thì luật vẫn nằm trên giấy. Tính trên phản ánh đã trả lời, không theo
    nghĩa vụ, vì sự hài lòng không có thời hạn.
  en: >-
    An answer in time that settles nothing leaves the law on paper. Counted over answered petitions, not over duties,
    because satisfaction has no due date.
plan_group: 3
case_kinds: [petition]
theme: effectiveness
standards: none
family: proportion
unit: percent
better: higher
grain: agency × month of the answer
minimum_denominator: 5
source_of_definition: "định nghĩa của lawgap: mức 4 và 5 trên thang 5 / lawgap's own definition: 4 and 5 of 5"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with answered as (
    select p.agency_id, substr(cast(cast(p.answered_at as date) as text), 1, 7) as period, p.satisfaction
    from cases.petition as p
    cross join sources.clock as k
    where
        -- who has no answer yet has nothing to judge; an answer dated after as_of does not exist
        p.answered_at <= k.as_of_end
),

counted as (
    select
        a.agency_id,
        a.period,
        cast(sum(case when a.satisfaction in (4, 5) then 1 else 0 end) as bigint) as numerator,
        cast(sum(case when a.satisfaction in (1, 2, 3, 4, 5) then 1 else 0 end) as bigint) as denominator,
        -- not asked, not said, or a mark that the scale does not have
        cast(sum(case when a.satisfaction in (1, 2, 3, 4, 5) then 0 else 1 end) as bigint) as unknown
    from answered as a
    cross join sources.clock as k
    where
        -- no month outside the trend
        a.period >= k.first_month
        and a.period <= k.last_month
    group by a.agency_id, a.period
)

select agency_id, '-' as standard_id, period, numerator, denominator, unknown
from counted
