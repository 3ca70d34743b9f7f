/* ---
title:
  vi: "Số ngày giải quyết khiếu nại (trung vị)"
  en: "Days to settle a complaint (median)"
why:
  vi: >-
    Thời hạn của luật nói khi nào là trễ; số ngày thật cho biết người dân chờ bao lâu. Đơn còn mở được tính là chưa
    xong, nên đơn chậm nhất không bị bỏ ra ngoài.
  en: >-
    The law's limit says when it is late; the days themselves say how long people wait. Open complaints count as not
    ended, so the slowest are not left out.
plan_group: 3
case_kinds: [complaint]
theme: timeliness
standards:
  [complaint_first_settlement, complaint_first_settlement_complex, complaint_first_settlement_remote,
   complaint_first_settlement_remote_complex, complaint_second_settlement, complaint_second_settlement_complex,
   complaint_second_settlement_remote, complaint_second_settlement_remote_complex, complaint_discipline_settlement,
   complaint_closed]
family: duration
unit: days in the unit of the standard
better: lower
grain: agency × standard × month
minimum_denominator: 5
source_of_definition: >-
  Luật Khiếu nại 02/2011/QH13, Điều 28, 37, 50; trung vị Kaplan–Meier là định nghĩa của lawgap / the Kaplan–Meier median
  is lawgap's own
owner: lawgap
--- */
with cohort as (
    select d.agency_id, d.standard_id, d.month as period, d.days_taken as days, d.ended
    from duties.duty as d
    cross join sources.clock as k
    where
        -- from acceptance to the decision, whichever limit the case has
        d.standard_id in (
            'complaint_first_settlement',
            'complaint_first_settlement_complex',
            'complaint_first_settlement_remote',
            'complaint_first_settlement_remote_complex',
            'complaint_second_settlement',
            'complaint_second_settlement_complex',
            'complaint_second_settlement_remote',
            'complaint_second_settlement_remote_complex',
            'complaint_discipline_settlement',
            'complaint_closed'
        )
        -- by the month in which they fall due, and no month outside the trend
        and d.month >= k.first_month
        and d.month <= k.last_month
        -- what is still open counts as open, however young; withdrawn is no ending, and of unknown we know no length
        and d.status in ('met', 'late', 'overdue', 'pending')
        -- an end before its start is a defect of the data, not a length
        and d.days_taken >= 0
),

lasted as (
    select agency_id, standard_id, period, days, cast(case when ended then 1 else 0 end as bigint) as ended
    from cohort
)

select agency_id, standard_id, period, days, ended
from lasted
