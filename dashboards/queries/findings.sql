-- Review findings on the provision a standard rests on: the same instrument by its number, and the same article where both name one.
with finding as (
    select
        *,
        regexp_extract(document, '[0-9]+/[0-9]{4}/[^ ,;]+') as instrument,
        regexp_extract(provision, 'Điều [0-9]+[a-zđ]?') as article
    from review_finding
)

select
    standard.standard_id,
    finding.case_id,
    finding.agency_id,
    finding.document,
    finding.provision,
    finding.finding_type,
    finding.found_at,
    finding.due_at,
    finding.resolved_at,
    finding.resolution,
    finding.resolved_at is null and finding.due_at <= clock.as_of as overdue
from finding
inner join standard
    on
        finding.instrument <> ''
        and contains(standard.legal_basis, finding.instrument)
        and (
            finding.article = ''
            or not contains(standard.legal_basis, 'Điều ')
            or regexp_matches(standard.legal_basis || ' ', finding.article || '[^0-9a-zđ]')
        )
cross join clock
order by standard.standard_id, finding.found_at, finding.case_id
