/* ---
title:
  vi: "Văn bản, thủ tục hành chính được công khai trước khi có hiệu lực"
  en: "Documents and procedures made public before they take effect"
why:
  vi: >-
    Người dân và cán bộ cần biết quy định mới trước ngày phải làm theo. Dòng không có chuẩn mực tính trên văn bản, vì luật không đặt số
    ngày; dòng có chuẩn mực tính trên nghĩa vụ công bố thủ tục hành chính.
  en: >-
    People and officials must know a rule before the day they have to follow it. The line without a standard counts documents, since no
    number of days is set; the line with one counts duties to announce procedures.
plan_group: 3
case_kinds: [document]
theme: transparency
standards: [tthc_decision_before_effect]
family: proportion
unit: percent
better: higher
grain: "agency × standard × month (of effect; due)"
minimum_denominator: 5
source_of_definition: "định nghĩa của lawgap / lawgap's own definition; Nghị định 63/2010/NĐ-CP (sửa 48/2013, 92/2017), Điều 15"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with in_effect as (
    -- over documents: no standard sets how long before its effect a document must be published
    select
        d.agency_id,
        substr(cast(cast(d.effective_at as date) as text), 1, 7) as period,
        cast(d.effective_at as date) as effective_on,
        -- one dated after as_of has not happened yet; nor does it come before an effect that has
        cast(d.published_at as date) as published_on
    from cases.document as d
    cross join sources.clock as k
    -- what has not taken effect may still be published in time
    where d.effective_at <= k.as_of_end
        -- before the months that are shown
        and substr(cast(cast(d.effective_at as date) as text), 1, 7) >= k.first_month
),

of_documents as (
    select
        agency_id,
        '-' as standard_id,
        period,
        -- on the day itself is not before; not published at all is not before either
        cast(sum(case when published_on < effective_on then 1 else 0 end) as bigint) as numerator,
        cast(count(*) as bigint) as denominator,
        cast(0 as bigint) as unknown
    from in_effect
    group by agency_id, period
),

due as (
    select d.agency_id, d.standard_id, d.month, d.status
    from duties.duty as d
    cross join sources.clock as k
    -- a procedure must be announced a number of days before its document takes effect
    where d.standard_id = 'tthc_decision_before_effect'
        -- before the months that are shown
        and d.month >= k.first_month
        -- falls due after the last month of the edition
        and d.month <= k.last_month
),

of_procedures as (
    select
        agency_id,
        standard_id,
        month as period,
        cast(sum(case when status = 'met' then 1 else 0 end) as bigint) as numerator,
        cast(sum(case when status in ('met', 'late', 'overdue') then 1 else 0 end) as bigint) as denominator,
        cast(sum(case when status = 'unknown' then 1 else 0 end) as bigint) as unknown
    from due
    group by agency_id, standard_id, month
),

both_kinds as (
    select * from of_documents
    union all
    select * from of_procedures
)

select * from both_kinds
