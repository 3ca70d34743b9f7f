/* ---
title:
  vi: "Tỷ lệ ngày tiếp công dân do người đứng đầu trực tiếp tiếp"
  en: "Reception days taken by the head in person"
why:
  vi: >-
    Luật giao người đứng đầu trực tiếp tiếp công dân vì chỉ họ quyết định được ngay. Chỉ số tính trên từng ngày đã tiếp,
    không trên nghĩa vụ, để thấy cả những ngày ngoài mức tối thiểu của luật.
  en: >-
    The law wants the head to receive citizens, because only the head can decide on the spot. It counts the days held
    and not duties, so that days beyond the legal minimum are seen too.
plan_group: 1
case_kinds: [reception]
theme: access
standards: none
family: proportion
unit: percent
better: higher
grain: agency × month
minimum_denominator: 3
source_of_definition: "Luật Tiếp công dân 42/2013/QH13, Điều 12 khoản 5, Điều 15 khoản 2 điểm d, Điều 18 khoản 2"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with held as (
    select c.agency_id, substr(cast(cast(c.held_at as date) as text), 1, 7) as period, c.received_by
    from cases.reception as c
    cross join sources.clock as k
    where
        -- days held after as_of do not exist yet; a day not held was taken by nobody
        c.held_at <= k.as_of_end
        -- the months of the trend
        and substr(cast(cast(c.held_at as date) as text), 1, 7) >= k.first_month
),

counted as (
    select
        agency_id,
        '-' as standard_id,
        period,
        cast(sum(case when received_by = 'head' then 1 else 0 end) as bigint) as numerator,
        cast(sum(case when received_by is not null then 1 else 0 end) as bigint) as denominator,
        -- the file does not say who sat there
        cast(sum(case when received_by is null then 1 else 0 end) as bigint) as unknown
    from held
    group by agency_id, period
)

select agency_id, standard_id, period, numerator, denominator, unknown
from counted
