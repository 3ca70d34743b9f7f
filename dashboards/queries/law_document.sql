-- Implementing documents that a standing flag counts as late or missing; of both flags of one document, once.
select
    document.case_id,
    document.title,
    document.guided_document,
    document.provision,
    document.agency_id,
    document.due_at,
    document.law_effective_at,
    document.issued_at,
    flag.flag_id
from flag
inner join flag_evidence on flag.flag_id = flag_evidence.flag_id
inner join duty on flag_evidence.row_id = duty.duty_id
inner join document on duty.case_id = document.case_id
where
    flag.kind = 'undocumented'
    and flag.audience = 'published'
    and flag.life not in ('resolved', 'withdrawn')
    and flag_evidence.fact = 'duty'
qualify row_number() over (partition by document.case_id order by flag.flag_id) = 1
order by document.issued_at is not null, document.law_effective_at, document.case_id
