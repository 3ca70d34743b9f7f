/* ---
title:
  vi: "Giờ đào tạo trên một vị trí pháp chế"
  en: "Hours of training per legal post"
why:
  vi: >-
    Luật thay đổi nhanh; người làm pháp chế không được bồi dưỡng thì làm theo quy định cũ. Tính trên báo cáo nhân sự mới nhất của tháng,
    không trên nghĩa vụ, vì luật chưa đặt số giờ; chia cho số người có mặt.
    Qua 12 tháng: giờ của các báo cáo cộng lại, chia cho số người của báo cáo mới nhất có ghi giờ.
  en: >-
    Law changes fast; staff who are not trained apply yesterday's. Taken from the newest staff report of the month, not from duties,
    since no law sets the hours; per post that is filled.
    Over 12 months: the hours of the reports added up, per post of the newest report that gives hours.
plan_group: 5
case_kinds: [staff]
theme: resources
standards: none
family: amount
unit: hour_per_post
better: higher
over_12_months: newest_base
grain: "agency × month"
minimum_denominator: 1
source_of_definition: "định nghĩa của lawgap / lawgap's own definition"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with report as (
    -- over reports, not duties: no law sets a number of hours
    select
        s.agency_id,
        substr(cast(cast(s.reported_at as date) as text), 1, 7) as period,
        s.posts_filled,
        s.training_hours,
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

trained as (
    select
        r.agency_id,
        r.period,
        r.posts_filled,
        -- fewer than none is a slip of the pen: not known
        case when r.training_hours >= 0 then r.training_hours end as hours
    from report as r
    -- a second report of the month corrects the first
    where r.newest = 1
        -- where no post is filled there is nobody to train
        and r.posts_filled > 0
),

counted as (
    select
        agency_id,
        '-' as standard_id,
        period,
        cast(sum(coalesce(hours, 0)) as decimal(38, 6)) as numerator,
        cast(sum(case when hours is not null then posts_filled else 0 end) as decimal(38, 6)) as denominator,
        -- reports without hours
        cast(sum(case when hours is null then 1 else 0 end) as bigint) as unknown
    from trained
    group by agency_id, period
)

select * from counted
