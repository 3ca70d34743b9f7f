/* ---
title:
  vi: "Tỷ lệ giải quyết đúng hạn luật định"
  en: "Decided within the legal limit"
why:
  vi: "Nghĩa vụ đến hạn trong tháng được tính cả khi vụ việc còn mở. Chỉ tính vụ việc đã đóng sẽ che những vụ chậm nhất."
  en: "Duties falling due in the month count, open ones included. Counting closed cases alone hides the worst."
plan_group: 3
case_kinds: [complaint, procedure_case, petition]
theme: timeliness
standards:
  [complaint_first_acceptance_v1, complaint_first_acceptance_v2, proc_household_business, proc_birth_registration,
   proc_construction_permit_house_v1, proc_construction_permit_v2, pakn_answered]
family: proportion
unit: percent
better: higher
grain: agency × standard × month
minimum_denominator: 5
source_of_definition: "thời hạn theo căn cứ của từng chuẩn mực / the limit each standard cites"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with cohort as (
    select d.agency_id, d.standard_id, d.month, d.status
    from duties.duty as d
    cross join sources.clock as k
    where
        -- the limits that citizens meet most often
        d.standard_id in (
            'complaint_first_acceptance_v1',
            'complaint_first_acceptance_v2',
            'proc_household_business',
            'proc_birth_registration',
            'proc_construction_permit_house_v1',
            'proc_construction_permit_v2',
            'pakn_answered'
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
