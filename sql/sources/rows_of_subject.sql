-- The staged rows of a person: those that carry the token, refused ones and duplicates too, and of the cases that carry
-- nobody else's token the rows without one: earlier versions, and what happened to the case.
with carried as (
    select path, place, case_kind, case_id, list_contains(tokens, getvariable('subject')) as own
    from held
    where list_aggregate(tokens, 'count') > 0
),

named as (
    select distinct case_kind, case_id from carried where own and case_id is not null
),

shared as (
    select distinct c.case_kind, c.case_id
    from carried as c
    inner join named as n on c.case_kind = n.case_kind and c.case_id = n.case_id
    where not c.own
),

own_case as (
    select case_kind, case_id from named
    except
    select case_kind, case_id from shared
)

select path, place from carried where own
union
select h.path, h.place
from held as h
inner join own_case as c on h.case_kind = c.case_kind and h.case_id = c.case_id
where list_aggregate(h.tokens, 'count') = 0
order by path, place
