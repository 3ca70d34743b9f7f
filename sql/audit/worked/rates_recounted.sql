/* ---
question:
  vi: Đếm lại từ từng nghĩa vụ, tỷ lệ đúng hạn của đơn vị có khớp với số đã công bố không?
  en: Counted again from single duties, do the published rates agree?
--- */
with counted as (
    select d.agency_id, d.standard_id, count(*) filter (where d.status = 'met') as met, count(*) as due
    from duty as d cross join edition as e
    where d.status in ('met', 'late', 'overdue')
        and d.month between strftime(date_trunc('month', e.as_of) - interval 11 months, '%Y-%m') and strftime(e.as_of, '%Y-%m')
    group by d.agency_id, d.standard_id
)

select
    g.agency_id, g.standard_id, g.numerator as published_met, g.denominator as published_due, coalesce(c.met, 0) as counted_met, coalesce(c.due, 0) as counted_due,
    g.numerator = coalesce(c.met, 0) and g.denominator = coalesce(c.due, 0) as agrees
from gap as g
left join counted as c on g.agency_id = c.agency_id and g.standard_id = c.standard_id
order by agrees, g.agency_id, g.standard_id
