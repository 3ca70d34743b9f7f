/* ---
title:
  vi: "Văn bản có lấy ý kiến trước khi ban hành"
  en: "Documents consulted on before they were issued"
why:
  vi: >-
    Lấy ý kiến trước khi ban hành là cách rẻ nhất để tránh quy định không thực hiện được. Tính trên văn bản, không trên nghĩa vụ: thời
    gian đăng dự thảo là chuẩn mực riêng, chỉ số này hỏi có lấy ý kiến hay không.
  en: >-
    Asking those concerned before issue is the cheapest way to avoid rules nobody can follow. Counted over documents, not duties: how
    long a draft is posted is a standard of its own, this asks whether it was consulted on at all.
plan_group: 2
case_kinds: [document]
theme: law_making
standards: none
family: proportion
unit: percent
better: higher
grain: "agency × month (of issue)"
minimum_denominator: 5
source_of_definition: "định nghĩa của lawgap / lawgap's own definition"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with dated as (
    -- over documents, not duties: how long a draft is posted is a duty of its own, this asks whether it was consulted at all
    select
        d.agency_id,
        d.issued_at,
        d.consulted_at,
        -- a document in force or published was issued, even where the day is missing
        coalesce(d.issued_at, d.effective_at, d.published_at) as counted_at
    from cases.document as d
),

issued as (
    select
        d.agency_id,
        substr(cast(cast(d.counted_at as date) as text), 1, 7) as period,
        cast(d.issued_at as date) as issued_on,
        cast(d.consulted_at as date) as consulted_on
    from dated as d
    cross join sources.clock as k
    -- a draft that is not issued may still be consulted on
    where d.counted_at <= k.as_of_end
        -- before the months that are shown
        and substr(cast(cast(d.counted_at as date) as text), 1, 7) >= k.first_month
),

counted as (
    select
        agency_id,
        '-' as standard_id,
        period,
        -- on the day of issue is too late to be heard; no date of consultation is no consultation
        cast(sum(case when consulted_on < issued_on then 1 else 0 end) as bigint) as numerator,
        cast(sum(case when issued_on is not null then 1 else 0 end) as bigint) as denominator,
        cast(sum(case when issued_on is null then 1 else 0 end) as bigint) as unknown
    from issued
    group by agency_id, period
)

select * from counted
