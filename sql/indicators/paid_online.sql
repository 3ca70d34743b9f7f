/* ---
title:
  vi: "Phí, lệ phí được thanh toán trực tuyến"
  en: "Fees paid online"
why:
  vi: >-
    Thanh toán trực tuyến giúp người dân không phải đến trụ sở chỉ để nộp tiền và để lại dấu vết kiểm tra được. Tính trên hồ sơ có phí,
    lệ phí hoàn tất trong tháng, không trên nghĩa vụ, vì cách thanh toán không có hạn.
  en: >-
    Paying online spares people a journey to the office and leaves a trace that can be checked. Over dossiers with a fee that were
    finished in the month, not duties, since the way of paying has no due date.
plan_group: 6
case_kinds: [procedure_case]
theme: digital
standards: none
family: proportion
unit: percent
better: higher
grain: "agency × month (finished)"
minimum_denominator: 5
source_of_definition: "định nghĩa của lawgap / lawgap's own definition"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with dossier as (
    -- over dossiers, not duties: how a fee is paid has no due date
    select p.agency_id, substr(cast(cast(p.finished_at as date) as text), 1, 7) as period, p.has_fee, p.paid_online
    from cases.procedure_case as p
    cross join sources.clock as k
    -- until a dossier is finished its fee may still be paid
    where p.finished_at <= k.as_of_end
        -- before the months that are shown
        and substr(cast(cast(p.finished_at as date) as text), 1, 7) >= k.first_month
),

counted as (
    select
        agency_id,
        '-' as standard_id,
        period,
        -- only where a fee exists can it be paid online
        cast(sum(case when has_fee and paid_online then 1 else 0 end) as bigint) as numerator,
        cast(sum(case when has_fee and paid_online is not null then 1 else 0 end) as bigint) as denominator,
        -- whether there was a fee, or how it was paid, is not recorded
        cast(sum(case when has_fee is null or (has_fee and paid_online is null) then 1 else 0 end) as bigint) as unknown
    from dossier
    group by agency_id, period
)

select * from counted
