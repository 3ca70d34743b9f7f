/* ---
title:
  vi: "Tỷ lệ hồ sơ bị trả lại rồi nộp lại trong 10 ngày làm việc"
  en: "Returned dossiers filed again within 10 working days"
why:
  vi: >-
    Trả hồ sơ rồi nhận lại cho đồng hồ chạy từ đầu, và sự chậm trễ biến mất khỏi sổ. Tính trên hồ sơ bị trả lại, không
    theo nghĩa vụ; nộp lại nhanh cũng có thể do người dân bổ sung sớm.
  en: >-
    Handing back and taking in again starts the clock anew, and the delay leaves the books. Counted over returned
    dossiers, not duties; a quick refiling may also be a citizen who completed the papers at once.
plan_group: 3
case_kinds: [procedure_case]
theme: strictness
standards: none
family: proportion
unit: percent
better: lower
grain: agency × month of the return
minimum_denominator: 5
source_of_definition: >-
  định nghĩa của lawgap: cùng người nộp và cùng thủ tục, trong 10 ngày làm việc / lawgap's own definition: same
  applicant and procedure, within 10 working days
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with returned as (
    select
        p.case_id, p.agency_id, p.applicant_token, p.procedure_code, p.finished_at, w.work_no,
        substr(cast(cast(p.finished_at as date) as text), 1, 7) as period
    from cases.procedure_case as p
    inner join sources.calendar_day as w on cast(p.finished_at as date) = w.day
    cross join sources.clock as k
    inner join sources.calendar_day as n on k.as_of = n.day
    where
        -- only what was handed back can be filed again; a return without a day stands as unknown in dossier_returned
        p.status = 'returned'
        -- the ten working days must be over: to count who is back already and not who may come would say too much
        and w.work_no + 10 <= n.work_no
),

filed as (
    select p.case_id, p.applicant_token, p.procedure_code, coalesce(p.submitted_at, p.accepted_at) as filed_at, w.work_no
    from cases.procedure_case as p
    inner join sources.calendar_day as w on cast(coalesce(p.submitted_at, p.accepted_at) as date) = w.day
    cross join sources.clock as k
    where
        -- dossiers filed after as_of do not exist
        coalesce(p.submitted_at, p.accepted_at) <= k.as_of_end
),

refiled as (
    select distinct r.case_id
    from returned as r
    inner join filed as f on r.applicant_token = f.applicant_token and r.procedure_code = f.procedure_code
    where
        -- another dossier
        r.case_id <> f.case_id
        -- handed in once the first had come back, and soon
        and f.filed_at >= r.finished_at
        and f.work_no <= r.work_no + 10
),

counted as (
    select
        r.agency_id,
        r.period,
        cast(sum(case when f.case_id is not null then 1 else 0 end) as bigint) as numerator,
        cast(sum(case when r.applicant_token is not null and r.procedure_code is not null then 1 else 0 end) as bigint) as denominator,
        -- without the applicant's token or the procedure no second dossier can be told
        cast(sum(case when r.applicant_token is not null and r.procedure_code is not null then 0 else 1 end) as bigint) as unknown
    from returned as r
    left join refiled as f on r.case_id = f.case_id
    cross join sources.clock as k
    where
        -- no month outside the trend
        r.period >= k.first_month
        and r.period <= k.last_month
    group by r.agency_id, r.period
)

select agency_id, '-' as standard_id, period, numerator, denominator, unknown
from counted
