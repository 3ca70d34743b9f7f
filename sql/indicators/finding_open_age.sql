/* ---
title:
  vi: "Thời gian từ khi phát hiện đến khi xử lý xong mâu thuẫn, chồng chéo, bất cập"
  en: "Days from finding to settling a contradiction, overlap or inadequacy"
why:
  vi: >-
    Kết quả rà soát để càng lâu thì càng nhiều vụ việc bị giải quyết theo quy định sai. Kết quả còn mở được tính đến ngày số liệu
    (Kaplan–Meier), vì bỏ ra thì chỉ còn việc dễ; theo tháng phát hiện, trên vụ việc, không phụ thuộc hạn được giao.
  en: >-
    The longer a finding waits, the more cases are decided by a faulty rule. Open findings count up to the day of the data
    (Kaplan–Meier), since without them only the easy ones remain; by month found, over cases, whatever date was set.
plan_group: 2
case_kinds: [review_finding]
theme: consistency
standards: none
family: duration
unit: calendar_day
better: lower
grain: "one row a finding; agency × month (found)"
minimum_denominator: 5
source_of_definition: "định nghĩa của lawgap / lawgap's own definition"
owner: lawgap
primary_key: [agency_id, standard_id, period, days, ended]
--- */
with finding as (
    -- over cases, not duties: the age of a finding does not depend on the date set for it
    select
        f.case_id,
        f.agency_id,
        substr(cast(cast(f.found_at as date) as text), 1, 7) as period,
        cast(f.found_at as date) as found_on,
        -- a resolution dated after as_of has not happened yet
        case when f.resolved_at <= k.as_of_end then cast(f.resolved_at as date) end as resolved_on,
        k.as_of
    from cases.review_finding as f
    cross join sources.clock as k
    -- found later: not known yet
    where f.found_at <= k.as_of_end
        -- before the months that are shown
        and substr(cast(cast(f.found_at as date) as text), 1, 7) >= k.first_month
),

aged as (
    select
        f.agency_id,
        '-' as standard_id,
        f.period,
        cast(e.day_no - b.day_no as bigint) as days,
        cast(case when f.resolved_on is not null then 1 else 0 end as bigint) as ended
    from finding as f
    inner join sources.calendar_day as b on f.found_on = b.day
    inner join sources.calendar_day as e on coalesce(f.resolved_on, f.as_of) = e.day
    -- settled before it was found: an impossible age, listed by the rule of the order of dates
    where f.resolved_on is null or f.resolved_on >= f.found_on
)

select * from aged
