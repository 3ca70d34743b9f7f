/* ---
title:
  vi: Hồ sơ bị trả lại, và số được chính người nộp nộp lại trong 10 ngày làm việc, theo đơn vị và thủ tục
  en: Dossiers handed back, and those filed again by the same applicant within 10 working days, by agency and procedure
primary_key: [agency_id, standard_id, subject]
fields:
  agency_id: {type: TEXT, vi: đơn vị, en: agency}
  tier: {type: TEXT, vi: cấp của đơn vị, en: tier of the agency}
  standard_id: {type: TEXT, vi: chuẩn mực, en: standard}
  subject: {type: TEXT, vi: đối tượng cụ thể của dấu hiệu, en: what exactly it is about}
  fact: {type: TEXT, vi: loại dòng chứng cứ, en: table that the evidence rows stand in}
  numerator: {type: BIGINT, vi: số trường hợp như vậy, en: how many are so}
  denominator: {type: BIGINT, vi: số trường hợp được xem xét, en: how many were looked at}
  began_at: {type: TIMESTAMP, vi: thời điểm sớm nhất, en: earliest moment}
  row_ids: {type: "TEXT[]", vi: mã các dòng chứng cứ, en: keys of the evidence rows}
evidence: >-
  select p.* from procedure_case as p inner join calendar_day as w on cast(p.finished_at as date) = w.day
  inner join calendar_day as n on cast({as_of} as date) = n.day
  where p.agency_id = {agency} and p.procedure_code = {procedure} and p.status = 'returned'
  and strftime(p.finished_at, '%Y-%m') between {first} and {last} and w.work_no + 10 <= n.work_no and exists (
  select 1 from procedure_case as f inner join calendar_day as v on cast(coalesce(f.submitted_at, f.accepted_at) as date) = v.day
  where f.applicant_token = p.applicant_token and f.procedure_code = p.procedure_code
  and coalesce(f.submitted_at, f.accepted_at) between p.finished_at and {as_of} and v.work_no <= w.work_no + 10
  and not coalesce(f.finished_at <= coalesce(f.submitted_at, f.accepted_at), false)) order by p.case_id
--- */
with rule as (
    -- the newest limit of the window; a procedure the profile does not know is compared all the same, without a standard
    select p.procedure_code, arg_max(p.standard_id, (p.effective_from, p.standard_id)) as standard_id
    from sources.procedure as p
    cross join sources.clock as k
    where p.effective_from <= k.window_end and coalesce(p.effective_to >= k.window_start, true)
    group by p.procedure_code
),

returned as (
    select p.case_id, p.agency_id, a.tier, p.procedure_code, p.applicant_token, p.finished_at, w.work_no
    from cases.procedure_case as p
    inner join sources.agency as a on p.agency_id = a.agency_id
    inner join sources.calendar_day as w on cast(p.finished_at as date) = w.day
    cross join sources.clock as k
    inner join sources.calendar_day as n on k.as_of = n.day
    where
        p.status = 'returned' and p.applicant_token is not null and p.procedure_code is not null
        and p.finished_at >= k.window_start and p.finished_at <= k.as_of_end
        -- the ten working days must be over
        and w.work_no + 10 <= n.work_no
        and a.tier <> 'inherited'
        and not exists (select 1 from sources.source as q where q.kind = 'procedure_case' and q.completeness <> 'complete')
),

filed as (
    select p.procedure_code, p.applicant_token, coalesce(p.submitted_at, p.accepted_at) as filed_at, w.work_no
    from cases.procedure_case as p
    inner join sources.calendar_day as w on cast(coalesce(p.submitted_at, p.accepted_at) as date) = w.day
    cross join sources.clock as k
    where
        p.applicant_token is not null and coalesce(p.submitted_at, p.accepted_at) <= k.as_of_end
        -- ended before it was filed: a defect, and never the second filing of itself
        and not coalesce(p.finished_at <= coalesce(p.submitted_at, p.accepted_at), false)
),

followed as (
    -- the next filing of each, by sorting within applicant and procedure: no pairs are made
    select r.*, coalesce(f.work_no <= r.work_no + 10, false) as again
    from returned as r
    asof left join filed as f
        on r.applicant_token = f.applicant_token and r.procedure_code = f.procedure_code and r.finished_at <= f.filed_at
)

select
    f.agency_id, f.tier, r.standard_id, f.procedure_code as subject, 'procedure_case' as fact,
    count(*) filter (where f.again) as numerator,
    count(*) as denominator,
    min(f.finished_at) filter (where f.again) as began_at,
    list(f.case_id order by f.case_id) filter (where f.again) as row_ids
from followed as f
left join rule as r on f.procedure_code = r.procedure_code
group by f.agency_id, f.tier, r.standard_id, f.procedure_code
