/* ---
title:
  vi: "Tỷ lệ yêu cầu cung cấp thông tin được đáp ứng đúng thời hạn"
  en: "Information requests answered on time"
why:
  vi: >-
    Quyền tiếp cận thông tin mất ý nghĩa nếu câu trả lời đến muộn. Mỗi kênh và mức phức tạp có thời hạn riêng; luật mới
    chỉ còn một thời hạn.
  en: >-
    The right to information is lost when the answer comes too late. Each channel and degree of complexity has its own
    limit; the new law has one for all.
plan_group: 6
case_kinds: [information_request]
theme: transparency
standards: [info_request_direct_v1, info_request_online_simple_v1, info_request_online_complex_v1, info_request_post_v1, info_request_post_complex_v1, info_request_v2]
family: proportion
unit: percent
better: higher
grain: agency × standard × month
minimum_denominator: 5
source_of_definition: "Luật Tiếp cận thông tin 104/2016/QH13, Điều 29, 30, 31; Luật Tiếp cận thông tin 01/2026/QH16, Điều 26 khoản 3"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with cohort as (
    select d.agency_id, d.standard_id, d.month, d.status
    from duties.duty as d
    cross join sources.clock as k
    where
        -- the limits of both laws; the day a request came chose between them
        d.standard_id in (
            'info_request_direct_v1',
            'info_request_online_simple_v1',
            'info_request_online_complex_v1',
            'info_request_post_v1',
            'info_request_post_complex_v1',
            'info_request_v2'
        )
        -- by the month in which they fall due, and no month outside the trend
        and d.month >= k.first_month
        and d.month <= k.last_month
),

counted as (
    select
        agency_id,
        standard_id,
        month as period,
        cast(sum(case when status = 'met' then 1 else 0 end) as bigint) as numerator,
        -- open duties past their limit count; what is not due yet or lawfully excused does not
        cast(sum(case when status in ('met', 'late', 'overdue') then 1 else 0 end) as bigint) as denominator,
        cast(sum(case when status = 'unknown' then 1 else 0 end) as bigint) as unknown
    from cohort
    group by agency_id, standard_id, month
)

select agency_id, standard_id, period, numerator, denominator, unknown
from counted
