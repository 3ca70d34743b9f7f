/* ---
title:
  vi: "Văn bản, thủ tục hành chính được đăng công khai đúng hạn"
  en: "Documents and procedures published on time"
why:
  vi: >-
    Quy định không được đăng công khai thì người dân không thể biết để làm theo. Hạn đăng tính từ ngày ký văn bản hoặc quyết định công
    bố.
  en: "A rule that is not published cannot be followed. The limit runs from the day the document or announcement is signed."
plan_group: 6
case_kinds: [document]
theme: transparency
standards: [doc_local_posted, tthc_posted_national_db]
family: proportion
unit: percent
better: higher
grain: "agency × standard × month (due)"
minimum_denominator: 5
source_of_definition: >-
  Luật Ban hành VBQPPL 64/2025/QH15 (sửa 87/2025/QH15); Nghị định 52/2015/NĐ-CP; Nghị định 63/2010/NĐ-CP (sửa 92/2017), Điều 24 khoản 2
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with due as (
    select d.agency_id, d.standard_id, d.month, d.status
    from duties.duty as d
    cross join sources.clock as k
    -- documents and procedures that must be posted for everyone to read
    where d.standard_id in ('doc_local_posted', 'tthc_posted_national_db')
        -- before the months that are shown
        and d.month >= k.first_month
        -- falls due after the last month of the edition
        and d.month <= k.last_month
),

counted as (
    select
        d.agency_id,
        d.standard_id,
        d.month as period,
        cast(sum(case when d.status = 'met' then 1 else 0 end) as bigint) as numerator,
        -- open duties past their limit count; what is not due yet or lawfully excused does not
        cast(sum(case when d.status in ('met', 'late', 'overdue') then 1 else 0 end) as bigint) as denominator,
        cast(sum(case when d.status = 'unknown' then 1 else 0 end) as bigint) as unknown
    from due as d
    group by d.agency_id, d.standard_id, d.month
)

select * from counted
