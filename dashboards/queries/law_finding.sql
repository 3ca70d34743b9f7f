-- Review findings of the edition: those open past their due date with the flag that counts them, and all others.
select
    review_finding.case_id,
    review_finding.document,
    review_finding.provision,
    review_finding.finding_type,
    review_finding.agency_id,
    review_finding.found_at,
    review_finding.due_at,
    review_finding.resolved_at,
    counted.flag_id,
    date_diff('day', cast(review_finding.due_at as date), clock.as_of) as days_over
from review_finding
cross join clock
left join (
    select flag_evidence.row_id, min(flag.flag_id) as flag_id
    from flag
    inner join flag_evidence on flag.flag_id = flag_evidence.flag_id
    where
        flag.kind = 'unresolved_contradiction'
        and flag.audience = 'published'
        and flag.life not in ('resolved', 'withdrawn')
        and flag_evidence.fact = 'review_finding'
    group by flag_evidence.row_id
) as counted on review_finding.case_id = counted.row_id
where review_finding.found_at < clock.as_of + interval 1 day
order by review_finding.due_at, review_finding.case_id
