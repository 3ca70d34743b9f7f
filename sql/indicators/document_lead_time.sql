/* ---
title:
  vi: "Văn bản không có hiệu lực trước ngày ban hành"
  en: "Documents that take effect no sooner than they are issued"
why:
  vi: >-
    Văn bản có hiệu lực trước ngày ban hành buộc người dân tuân theo điều chưa ai biết. Tính trên văn bản, không trên nghĩa vụ, vì danh
    mục chuẩn mực chưa đặt số ngày tối thiểu giữa ban hành và hiệu lực.
  en: >-
    A document in force before it was issued binds people to what nobody could know. Counted over documents, not duties, since no
    standard of the catalogue sets the days between issue and effect.
plan_group: 2
case_kinds: [document]
theme: law_making
standards: none
family: proportion
unit: percent
better: higher
grain: "agency × month (of effect)"
minimum_denominator: 5
source_of_definition: "định nghĩa của lawgap / lawgap's own definition"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with in_effect as (
    -- over documents, not duties: the catalogue sets no time between issue and effect
    select
        d.agency_id,
        substr(cast(cast(d.effective_at as date) as text), 1, 7) as period,
        cast(d.effective_at as date) as effective_on,
        -- an issue dated after as_of has not happened yet
        case when d.issued_at <= k.as_of_end then cast(d.issued_at as date) end as issued_on
    from cases.document as d
    cross join sources.clock as k
    -- what has not taken effect cannot have come too soon
    where d.effective_at <= k.as_of_end
        -- before the months that are shown
        and substr(cast(cast(d.effective_at as date) as text), 1, 7) >= k.first_month
),

counted as (
    select
        agency_id,
        '-' as standard_id,
        period,
        cast(sum(case when effective_on >= issued_on then 1 else 0 end) as bigint) as numerator,
        cast(sum(case when issued_on is not null then 1 else 0 end) as bigint) as denominator,
        -- in force without a date of issue: a defect of the data, never counted as good
        cast(sum(case when issued_on is null then 1 else 0 end) as bigint) as unknown
    from in_effect
    group by agency_id, period
)

select * from counted
