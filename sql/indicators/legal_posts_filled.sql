/* ---
title:
  vi: "Vị trí pháp chế đã có người"
  en: "Legal posts filled"
why:
  vi: >-
    Vị trí pháp chế bỏ trống thì không ai thẩm định, rà soát, theo dõi thi hành pháp luật. Tính trên báo cáo nhân sự mới nhất của tháng,
    không trên nghĩa vụ; mỗi vị trí được đếm một lần mỗi tháng.
    Qua 12 tháng: báo cáo mới nhất, không cộng các tháng.
  en: >-
    Where legal posts stand empty nobody appraises, reviews or follows up the law. Taken from the newest staff report of the month, not
    from duties; each post counts once a month.
    Over 12 months: the newest report, no sum of months.
plan_group: 5
case_kinds: [staff]
theme: resources
standards: none
family: proportion
unit: percent
better: higher
over_12_months: newest
grain: "agency × month (posts by month: a post counts once a month)"
minimum_denominator: 5
source_of_definition: "định nghĩa của lawgap / lawgap's own definition"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with report as (
    -- over reports, not duties: posts are counted as they stand
    select
        s.agency_id,
        substr(cast(cast(s.reported_at as date) as text), 1, 7) as period,
        s.posts_assigned,
        s.posts_filled,
        row_number() over (
            partition by s.agency_id, substr(cast(cast(s.reported_at as date) as text), 1, 7)
            order by s.reported_at desc, s.case_id desc
        ) as newest
    from cases.staff as s
    cross join sources.clock as k
    -- a later report does not exist yet
    where s.reported_at <= k.as_of_end
        -- before the months that are shown
        and substr(cast(cast(s.reported_at as date) as text), 1, 7) >= k.first_month
),

standing as (
    select
        r.agency_id,
        r.period,
        case when r.posts_assigned >= 0 then r.posts_assigned end as assigned,
        -- fewer than none is a slip of the pen: not known
        case when r.posts_filled >= 0 then r.posts_filled end as filled
    from report as r
    -- posts do not add up over the reports of a month: the last one stands for it
    where r.newest = 1
),

counted as (
    select
        agency_id,
        '-' as standard_id,
        period,
        -- people beyond the posts of one agency fill no post of another
        cast(sum(case when assigned is not null and filled is not null then least(filled, assigned) else 0 end) as bigint) as numerator,
        cast(sum(case when filled is not null then coalesce(assigned, 0) else 0 end) as bigint) as denominator,
        -- posts or people whose counterpart is missing
        cast(sum(case when assigned is null or filled is null then coalesce(assigned, filled, 0) else 0 end) as bigint) as unknown
    from standing
    group by agency_id, period
)

select * from counted
