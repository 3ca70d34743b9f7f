/* ---
title:
  vi: "Tỷ lệ vụ vi phạm trên số vụ được thanh tra, kiểm tra"
  en: "Violations among the cases checked"
why:
  vi: >-
    Đây là bằng chứng từ bên ngoài, không do đơn vị tự báo cáo. Chỉ số tính trên cuộc thanh tra, kiểm tra, không trên
    nghĩa vụ, vì vi phạm là kết quả kiểm tra và không có thời hạn nào để chờ.
  en: >-
    This is what outsiders found, not what the agency says of itself. It counts inspections and not duties, because a
    violation is a finding and no limit runs for it.
plan_group: 3
case_kinds: [inspection]
theme: effectiveness
standards: none
family: proportion
unit: percent
better: lower
grain: agency × month
minimum_denominator: 10
source_of_definition: "định nghĩa của lawgap / lawgap's own definition"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with held as (
    -- a date after as_of does not exist yet; an inspection of one place has a result and no counts
    select
        c.agency_id, c.result, c.cases_checked, c.cases_violating,
        case when c.ended_at <= k.as_of_end then c.ended_at end as ended_at,
        case when c.concluded_at <= k.as_of_end then c.concluded_at end as concluded_at,
        case when c.started_at <= k.as_of_end and c.result is not null then c.started_at end as judged_at,
        case when c.cases_checked is null and c.cases_violating is null and c.result is not null then 1 else 0 end as one_place
    from cases.inspection as c
    cross join sources.clock as k
),

ended as (
    select
        h.agency_id,
        substr(cast(cast(coalesce(h.ended_at, h.concluded_at, h.judged_at) as date) as text), 1, 7) as period,
        case when h.one_place = 1 then 1 else h.cases_checked end as checked,
        case when h.one_place = 1 then case when h.result = 'failed' then 1 else 0 end else h.cases_violating end as violating
    from held as h
    where
        -- still on site: its counts are not final
        coalesce(h.ended_at, h.concluded_at, h.judged_at) is not null
),

weighed as (
    select
        e.agency_id, e.period, e.checked, e.violating,
        -- a count is missing, or more violations than cases: the figures cannot be used
        case when e.checked is not null and e.violating >= 0 and e.violating <= e.checked then 1 else 0 end as usable
    from ended as e
    cross join sources.clock as k
    where
        -- the months of the trend
        e.period >= k.first_month
),

counted as (
    select
        agency_id,
        '-' as standard_id,
        period,
        cast(sum(case when usable = 1 then violating else 0 end) as bigint) as numerator,
        cast(sum(case when usable = 1 then checked else 0 end) as bigint) as denominator,
        -- an inspection that does not say how much it checked stands for one case at least
        cast(sum(case when usable = 1 then 0 when checked > 0 then checked else 1 end) as bigint) as unknown
    from weighed
    group by agency_id, period
)

select agency_id, standard_id, period, numerator, denominator, unknown
from counted
