/* ---
title:
  vi: "Người làm công tác pháp chế đạt chuẩn"
  en: "Legal staff who are qualified"
why:
  vi: >-
    Người làm pháp chế không có trình độ luật thì khó phát hiện quy định trái luật. Tính trên báo cáo nhân sự mới nhất của tháng, không
    trên nghĩa vụ; đơn vị ngoài phạm vi của chuẩn mực được ghi không có chuẩn mực.
    Qua 12 tháng: báo cáo mới nhất, không cộng các tháng.
  en: >-
    Legal staff without a law degree rarely see what is unlawful. Taken from the newest staff report of the month, not from duties;
    agencies that the standard does not bind stand without one.
    Over 12 months: the newest report, no sum of months.
plan_group: 5
case_kinds: [staff]
theme: resources
standards: [legal_staff_law_degree]
family: proportion
unit: percent
better: higher
over_12_months: newest
grain: "agency × standard × month (people by month: one person counts once a month)"
minimum_denominator: 5
source_of_definition: "Nghị định 55/2011/NĐ-CP (sửa 56/2024/NĐ-CP), Điều 12"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with report as (
    -- over reports, not duties: people are counted as they stand, a duty says only whether the share was reached
    select
        s.agency_id,
        substr(cast(cast(s.reported_at as date) as text), 1, 7) as period,
        cast(s.reported_at as date) as reported_on,
        s.posts_filled,
        s.posts_qualified,
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

bound as (
    -- agencies of the tiers that the standard binds; the figures of others carry no standard
    select a.agency_id, s.standard_id, s.effective_from, s.effective_to
    from sources.agency as a
    inner join sources.standard as s on concat('|', s.tier, '|') like concat('%|', a.tier, '|%')
    -- the standard this indicator is about
    where s.standard_id = 'legal_staff_law_degree'
),

standing as (
    select
        r.agency_id,
        coalesce(b.standard_id, '-') as standard_id,
        r.period,
        case when r.posts_filled >= 0 then r.posts_filled end as filled,
        -- fewer than none, or more than there are, is a slip of the pen: not known
        case
            when r.posts_qualified >= 0 and r.posts_qualified <= coalesce(r.posts_filled, r.posts_qualified) then r.posts_qualified
        end as qualified
    from report as r
    left join bound as b
        on r.agency_id = b.agency_id
        -- the standard in force on the day of the report
        and r.reported_on >= coalesce(b.effective_from, r.reported_on)
        and r.reported_on <= coalesce(b.effective_to, r.reported_on)
    -- people do not add up over the reports of a month: the last one stands for it
    where r.newest = 1
),

counted as (
    select
        agency_id,
        standard_id,
        period,
        cast(sum(case when filled is not null then coalesce(qualified, 0) else 0 end) as bigint) as numerator,
        cast(sum(case when qualified is not null then coalesce(filled, 0) else 0 end) as bigint) as denominator,
        -- people of whom the qualification, or the number, is missing
        cast(sum(case when filled is null or qualified is null then coalesce(filled, qualified, 0) else 0 end) as bigint) as unknown
    from standing
    group by agency_id, standard_id, period
)

select * from counted
