-- The twelve months of the edition compared with, counted again with today's data and by the rules judged now; none where its months are these.
select
    e.as_of,
    count(*) as due,
    count(*) filter (where d.status <> 'met') as unmet
from edition as n
inner join earlier_edition as e on n.compared_with = e.edition_id and e.as_of < n.as_of
inner join duty as d
    on d.month between strftime(e.as_of - interval 11 month, '%Y-%m') and strftime(e.as_of, '%Y-%m')
    and d.status in ('met', 'late', 'overdue')
where d.standard_id in (
    select g.standard_id from gap as g
    where g.assessable and g.window_end = (select max(last.window_end) from gap as last)
)
group by e.as_of
