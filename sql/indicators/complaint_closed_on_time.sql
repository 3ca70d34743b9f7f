/* ---
title:
  vi: Tỷ lệ khiếu nại giải quyết đúng hạn
  en: Complaints settled on time
why:
  vi: "Khiếu nại kéo dài là nơi người dân thấy luật trên giấy rõ nhất. Đơn còn mở khi đã quá hạn vẫn được tính."
  en: "A complaint left open is where citizens meet law on paper first. Those still open after their limit count too."
plan_group: 3
case_kinds: [complaint]
theme: timeliness
standards: [complaint_closed, complaint_first_settlement, complaint_first_settlement_complex]
family: proportion
unit: percent
better: higher
grain: agency × standard × month
minimum_denominator: 5
source_of_definition: "Luật Khiếu nại 02/2011/QH13, Điều 28; profile chicago: tham số chính sách của hồ sơ"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
select
    d.agency_id,
    d.standard_id,
    d.month as period,
    cast(sum(case when d.status = 'met' then 1 else 0 end) as bigint) as numerator,
    -- open duties past their limit count; what is not due yet or lawfully excused does not
    cast(sum(case when d.status in ('met', 'late', 'overdue') then 1 else 0 end) as bigint) as denominator,
    cast(sum(case when d.status = 'unknown' then 1 else 0 end) as bigint) as unknown
from duties.duty as d
cross join sources.clock as k
where d.standard_id in ('complaint_closed', 'complaint_first_settlement', 'complaint_first_settlement_complex')
    and d.month >= k.first_month
    and d.month <= k.last_month
group by d.agency_id, d.standard_id, d.month
