-- Review findings on the provision a standard rests on, with their state.
select
    related.standard_id,
    finding.case_id,
    finding.agency_id,
    finding.document,
    finding.provision,
    finding.finding_type,
    finding.found_at,
    finding.due_at,
    finding.resolved_at,
    finding.resolution,
    related.on_provision,
    related.still_open,
    related.still_open and finding.due_at <= clock.as_of as overdue
from related_finding as related
inner join review_finding as finding on related.case_id = finding.case_id
cross join clock
order by related.standard_id, finding.found_at, finding.case_id
