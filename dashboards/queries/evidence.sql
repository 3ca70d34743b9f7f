-- The first fifty rows of each flag, worst first, each with the file and row it was read from.
with counted as (
    select
        flag_evidence.flag_id,
        flag_evidence.fact,
        flag_evidence.row_id,
        duty.agency_id,
        duty.case_id,
        duty.arises_at,
        duty.due_at,
        duty.fulfilled_at,
        duty.days_late,
        duty.status,
        duty.duty_id,
        count(*) over (partition by flag_evidence.flag_id) as total
    from flag_evidence
    left join duty on flag_evidence.fact = 'duty' and flag_evidence.row_id = duty.duty_id
    qualify row_number() over (
        partition by flag_evidence.flag_id
        order by duty.days_late desc nulls last, flag_evidence.row_id
    ) <= 50
),

sources as (
    select
        duty_source.duty_id,
        string_agg(distinct
            source_file.name
            || case when duty_source.sheet <> '' then ' · ' || duty_source.sheet else '' end
            || ' · ' || duty_source.row, '; ') as files
    from duty_source
    inner join source_file on duty_source.source_file_id = source_file.source_file_id
    where duty_source.duty_id in (select counted.duty_id from counted)
    group by duty_source.duty_id
)

select counted.*, sources.files
from counted
left join sources on counted.duty_id = sources.duty_id
order by counted.flag_id, counted.days_late desc nulls last, counted.row_id
