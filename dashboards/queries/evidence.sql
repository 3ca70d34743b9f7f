-- The first fifty rows of each flag, worst first, with what its kind counts and the file and row it was read from.
with clerk as (
    -- as sql/gaps/unowned.sql: a term without an end has not ended
    select
        agency_id,
        name,
        max(to_date) as left_on
    from head
    where name is not null
    group by agency_id, name
    having count(*) = count(to_date)
),

fact_row as (
    select
        flag_evidence.flag_id,
        flag_evidence.fact,
        flag_evidence.row_id,
        flag.kind,
        duty.duty_id,
        duty.agency_id,
        duty.arises_at,
        duty.due_at,
        duty.fulfilled_at,
        duty.days_late,
        duty.status,
        -- what is no duty is a case itself
        coalesce(duty.case_kind, flag_evidence.fact) as case_kind,
        coalesce(duty.case_id, flag_evidence.row_id) as case_id
    from flag_evidence
    inner join flag on flag_evidence.flag_id = flag.flag_id
    left join duty on flag_evidence.fact = 'duty' and flag_evidence.row_id = duty.duty_id
),

told as (
    select
        fact_row.*,
        dossier.promised_at,
        date_diff('day', cast(fact_row.due_at as date), cast(dossier.promised_at as date)) as promised_over,
        task.content,
        task.responsible_person as person,
        task.responsible_unit as collective,
        task.assigned_at,
        clerk.left_on,
        document.title,
        document.due_at as issue_due_at,
        document.law_effective_at,
        -- what came after the day of the edition has not happened for it
        case when document.issued_at < clock.as_of + interval 1 day then document.issued_at end as issued_at,
        finding.document as reviewed,
        finding.provision,
        finding.finding_type,
        finding.found_at,
        finding.due_at as settle_due_at,
        case when finding.resolved_at < clock.as_of + interval 1 day then finding.resolved_at end as resolved_at,
        budget.year,
        budget.regular_expenditure,
        budget.legal_allotment,
        budget.disbursed,
        year_before.legal_allotment as allotment_before,
        case
            when fact_row.kind = 'promise_over_law' then promised_over
            when finding.case_id is not null then date_diff('day', cast(finding.due_at as date), clock.as_of)
            else fact_row.days_late
        end as weight
    from fact_row
    cross join clock
    left join procedure_case as dossier on fact_row.case_kind = 'procedure_case' and fact_row.case_id = dossier.case_id
    left join plan_task as task on fact_row.case_kind = 'plan_task' and fact_row.case_id = task.case_id
    left join clerk on task.agency_id = clerk.agency_id and task.responsible_person = clerk.name and clerk.left_on < clock.as_of
    left join document on fact_row.case_kind = 'document' and fact_row.case_id = document.case_id
    left join review_finding as finding on fact_row.case_kind = 'review_finding' and fact_row.case_id = finding.case_id
    left join budget on fact_row.case_kind = 'budget' and fact_row.case_id = budget.case_id
    left join budget as year_before on budget.agency_id = year_before.agency_id and budget.year - 1 = year_before.year
),

counted as (
    select
        told.*,
        count(*) over (partition by told.flag_id) as total
    from told
    qualify row_number() over (partition by told.flag_id order by told.weight desc nulls last, told.row_id) <= 50
),

read_from as (
    select
        duty_id as row_id,
        'duty' as fact,
        source_file_id,
        sheet,
        row
    from duty_source
    union all
    select
        case_id as row_id,
        case_kind as fact,
        source_file_id,
        sheet,
        row
    from case_source
),

sources as (
    select
        read_from.fact,
        read_from.row_id,
        string_agg(distinct
            source_file.name
            || case when read_from.sheet <> '' then ' · ' || read_from.sheet else '' end
            || ' · ' || read_from.row, '; ') as files
    from read_from
    inner join source_file on read_from.source_file_id = source_file.source_file_id
    where (read_from.fact, read_from.row_id) in (select (counted.fact, counted.row_id) from counted)
    group by read_from.fact, read_from.row_id
)

select counted.*, sources.files
from counted
left join sources on counted.fact = sources.fact and counted.row_id = sources.row_id
order by counted.flag_id, counted.weight desc nulls last, counted.row_id
