/* ---
title:
  vi: "Tỷ lệ đơn khiếu nại được thụ lý đúng hạn"
  en: "Complaints accepted on time"
why:
  vi: >-
    Chưa thụ lý thì thời hạn giải quyết chưa chạy, nên đây là chỗ dễ chậm mà không ai thấy. Từ 01/7/2026 hạn là 07 ngày
    làm việc thay cho 10 ngày.
  en: >-
    Until a complaint is accepted its settlement clock does not run, so delay hides here. Since 1 July 2026 the limit is
    7 working days instead of 10 days.
plan_group: 3
case_kinds: [complaint]
theme: timeliness
standards:
  [complaint_first_acceptance_v1, complaint_first_acceptance_v2, complaint_second_acceptance_v1,
   complaint_second_acceptance_v2, complaint_discipline_acceptance]
family: proportion
unit: percent
better: higher
grain: agency × standard × month
minimum_denominator: 5
source_of_definition: >-
  Luật Khiếu nại 02/2011/QH13, Điều 27, 36, 50; Nghị định 124/2020/NĐ-CP Điều 16 khoản 1, sửa bởi Nghị định
  155/2026/NĐ-CP Điều 10
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with cohort as (
    select d.agency_id, d.standard_id, d.month, d.status
    from duties.duty as d
    cross join sources.clock as k
    where
        -- acceptance of a first or second complaint, under the rule in force when it was received
        d.standard_id in (
            'complaint_first_acceptance_v1',
            'complaint_first_acceptance_v2',
            'complaint_second_acceptance_v1',
            'complaint_second_acceptance_v2',
            'complaint_discipline_acceptance'
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
