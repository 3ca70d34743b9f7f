/* ---
title:
  vi: Tỷ lệ đúng hạn đơn vị tự ghi nhận, và điều các nguồn độc lập cho biết về cùng thủ tục, theo đơn vị
  en: The rate in time by the agency's own records, and what independent sources say of the same procedure, by agency
primary_key: [agency_id, subject, source]
fields:
  agency_id: {type: TEXT, vi: đơn vị, en: agency}
  tier: {type: TEXT, vi: cấp của đơn vị, en: tier of the agency}
  standard_id: {type: TEXT, vi: chuẩn mực, en: standard}
  subject: {type: TEXT, vi: đối tượng cụ thể của dấu hiệu, en: what exactly it is about}
  source: {type: TEXT, vi: nguồn bị mâu thuẫn, en: "what is contradicted: reported, or a system"}
  fact: {type: TEXT, vi: loại dòng chứng cứ, en: table that the evidence rows stand in}
  numerator: {type: BIGINT, vi: số trường hợp như vậy, en: how many are so}
  denominator: {type: BIGINT, vi: số trường hợp được xem xét, en: how many were looked at}
  found: {type: BIGINT, vi: số vụ việc hai nguồn ghi khác nhau, en: cases of which the two differ}
  looked: {type: BIGINT, vi: số vụ việc có ở cả hai nguồn, en: cases that both hold}
  began_at: {type: TIMESTAMP, vi: thời điểm sớm nhất, en: earliest moment}
  row_ids: {type: "TEXT[]", vi: mã các dòng chứng cứ, en: keys of the evidence rows}
# one query a source: each has columns of its own
evidence:
  petition: >-
    select * from petition where agency_id = {agency} and procedure_code = {procedure} and about_delay
    and strftime(received_at, '%Y-%m') between {first} and {last} and received_at <= {as_of} order by case_id
  inspection: >-
    select * from inspection where agency_id = {agency} and procedure_code = {procedure}
    and coalesce(inspecting_agency_id, '') <> agency_id and cases_violating > 0 and cases_violating <= cases_checked
    and strftime(started_at, '%Y-%m') between {first} and {last} and started_at <= {as_of} order by case_id
  survey: >-
    select * from survey where agency_id = {agency} and procedure_code = {procedure} and satisfied < responses
    and strftime(period_start, '%Y-%m') between {first} and {last} and period_start <= {as_of} order by case_id
  judgment: >-
    select j.* from judgment as j inner join complaint as c on j.agency_id = c.agency_id
    and c.case_id in (j.complaint_id, concat(j.complaint_id, '@', j.agency_id)) where j.agency_id = {agency}
    and c.procedure_code = {procedure} and j.result = 'annulled' and strftime(j.pronounced_at, '%Y-%m') between {first} and {last}
    and j.pronounced_at <= {as_of} order by j.case_id
--- */
with whole as (
    -- a sample shows what happened, not how often
    select kind from sources.source group by kind having bool_and(completeness = 'complete')
),

rule as (
    -- the newest limit of the window
    select p.procedure_code, arg_max(p.standard_id, (p.effective_from, p.standard_id)) as standard_id
    from sources.procedure as p
    cross join sources.clock as k
    where p.effective_from <= k.window_end and coalesce(p.effective_to >= k.window_start, true)
    group by p.procedure_code
),

reported as (
    select
        d.agency_id, c.procedure_code, 'reported' as source, cast(null as text) as fact,
        count(*) filter (where d.status = 'met') as numerator, count(*) as denominator, 0 as found, 0 as looked,
        cast(null as timestamp) as began_at, cast(null as text[]) as row_ids
    from duties.duty as d
    inner join sources.standard as s on d.standard_id = s.standard_id and s.by_procedure and s.measure = 'scored'
    inner join cases.procedure_case as c on d.case_kind = 'procedure_case' and d.case_id = c.case_id
    cross join sources.clock as k
    where d.status in ('met', 'late', 'overdue') and d.month between strftime(k.window_start, '%Y-%m') and k.last_month
        and d.tier <> 'inherited' and 'procedure_case' in (select kind from whole)
    group by d.agency_id, c.procedure_code
),

received as (
    select p.agency_id, p.procedure_code, count(*) as dossiers
    from cases.procedure_case as p
    cross join sources.clock as k
    where p.accepted_at >= k.window_start and p.accepted_at <= k.as_of_end and p.procedure_code is not null
    group by p.agency_id, p.procedure_code
),

said as (
    -- numerator and denominator are what is tested (violations of checks, answers of answers); a row is what can be shown.
    -- Sums of rows, each read once
    select p.agency_id, p.procedure_code, 'petition' as source, p.case_id, p.received_at as happened_at, 1 as numerator, 0 as denominator, true as found
    from cases.petition as p
    where p.about_delay
    union all
    select
        i.agency_id, i.procedure_code, 'inspection' as source, i.case_id, i.started_at as happened_at,
        i.cases_violating as numerator, i.cases_checked as denominator, i.cases_violating > 0 as found
    from cases.inspection as i
    -- nobody contradicts himself
    where coalesce(i.inspecting_agency_id, '') <> i.agency_id and i.cases_violating <= i.cases_checked
    union all
    select
        s.agency_id, s.procedure_code, 'survey' as source, s.case_id, s.period_start as happened_at,
        s.responses - s.satisfied as numerator, s.responses as denominator, s.satisfied < s.responses as found
    from cases.survey as s
    where s.satisfied <= s.responses
    union all
    select
        j.agency_id, c.procedure_code, 'judgment' as source, j.case_id, j.pronounced_at as happened_at,
        cast(j.result = 'annulled' as integer) as numerator, 1 as denominator, j.result = 'annulled' as found
    from cases.judgment as j
    -- a complaint's number is its agency's own; the second agency that used one carries its id
    inner join cases.complaint as c
        on j.agency_id = c.agency_id and c.case_id in (j.complaint_id, concat(j.complaint_id, '@', j.agency_id))
    where j.result is not null
),

counted as (
    select
        s.agency_id, s.procedure_code, s.source, s.source as fact,
        sum(s.numerator) as numerator, sum(s.denominator) as denominator,
        count(*) filter (where s.found) as found, count(*) as looked,
        min(s.happened_at) filter (where s.found) as began_at,
        list(s.case_id order by s.case_id) filter (where s.found) as row_ids
    from said as s
    cross join sources.clock as k
    where s.happened_at >= k.window_start and s.happened_at <= k.as_of_end and s.procedure_code is not null and s.source in (select kind from whole)
    group by s.agency_id, s.procedure_code, s.source
),

signal as (
    select * from reported
    union all
    select * from counted where source <> 'petition'
    union all
    -- petitions are told against dossiers, so an agency without any is a peer too; a petition about a dossier that the
    -- records do not hold speaks of one all the same
    select
        r.agency_id, r.procedure_code, 'petition' as source, 'petition' as fact,
        coalesce(c.numerator, 0) as numerator, greatest(r.dossiers, coalesce(c.numerator, 0)) as denominator,
        coalesce(c.found, 0) as found, greatest(r.dossiers, coalesce(c.numerator, 0)) as looked, c.began_at, c.row_ids
    from received as r
    left join counted as c on r.agency_id = c.agency_id and r.procedure_code = c.procedure_code and c.source = 'petition'
    where 'petition' in (select kind from whole) and 'procedure_case' in (select kind from whole)
)

select
    s.agency_id, a.tier, r.standard_id, s.procedure_code as subject, s.source, s.fact,
    cast(s.numerator as bigint) as numerator, cast(s.denominator as bigint) as denominator,
    cast(s.found as bigint) as found, cast(s.looked as bigint) as looked, s.began_at, s.row_ids
from signal as s
inner join sources.agency as a on s.agency_id = a.agency_id and a.tier <> 'inherited'
inner join rule as r on s.procedure_code = r.procedure_code
