/* ---
title:
  vi: Hồ sơ đến hạn và đúng hạn của hai nhóm được so sánh, theo đơn vị, thủ tục và quý
  en: Dossiers due and in time on the two sides compared, by agency, procedure and quarter
primary_key: [agency_id, standard_id, subject, stratum, side]
fields:
  agency_id: {type: TEXT, vi: đơn vị, en: agency}
  tier: {type: TEXT, vi: cấp của đơn vị, en: tier of the agency}
  standard_id: {type: TEXT, vi: chuẩn mực, en: standard}
  subject: {type: TEXT, vi: "mã thủ tục và phép so sánh: channel, applicant, sector", en: "procedure code and comparison: channel, applicant, sector"}
  stratum: {type: TEXT, vi: "tầng so sánh: thủ tục theo quý", en: "stratum: a quarter of one procedure"}
  side: {type: BOOLEAN, vi: thuộc nhóm thứ nhất của phép so sánh, en: on the first side of the comparison}
  fact: {type: TEXT, vi: loại dòng chứng cứ, en: table that the evidence rows stand in}
  met: {type: BIGINT, vi: số nghĩa vụ thực hiện đúng, en: duties met}
  total: {type: BIGINT, vi: số nghĩa vụ đến hạn, en: duties due}
  began_at: {type: TIMESTAMP, vi: thời điểm sớm nhất, en: earliest moment}
  row_ids: {type: "TEXT[]", vi: mã các dòng chứng cứ, en: keys of the evidence rows}
evidence: >-
  select d.* from duty as d inner join procedure_case as c on d.case_kind = 'procedure_case' and d.case_id = c.case_id
  where d.standard_id = {standard} and d.agency_id = {agency} and c.procedure_code = {procedure} and d.status in ('late', 'overdue')
  and d.month between {first} and {last} and d.tier <> 'inherited' and (case {comparison} when 'channel' then c.channel = 'online'
  when 'applicant' then nullif(c.applicant_type, 'other') = 'citizen'
  else nullif(nullif(c.applicant_type, 'other'), 'citizen') <> 'private_enterprise' end) = {side} order by d.duty_id
--- */
with due as (
    select
        d.agency_id, d.tier, d.standard_id, c.procedure_code, d.duty_id, d.due_at, d.status = 'met' as met,
        -- like with like: one procedure under one limit, in one quarter
        concat(substr(d.month, 1, 4), '-Q', (cast(substr(d.month, 6, 2) as integer) + 2) // 3) as stratum,
        c.channel, nullif(c.applicant_type, 'other') as applicant
    from duties.duty as d
    inner join sources.standard as s on d.standard_id = s.standard_id
    inner join sources.source as q on s.carried_by = q.source_id
    inner join cases.procedure_case as c on d.case_kind = 'procedure_case' and d.case_id = c.case_id
    cross join sources.clock as k
    where
        s.by_procedure and s.measure = 'scored' and q.completeness = 'complete'
        and d.status in ('met', 'late', 'overdue')
        and d.month between strftime(k.window_start, '%Y-%m') and k.last_month
        and d.tier <> 'inherited'
),

sided as (
    -- three rows a dossier at most, aggregated at once
    select agency_id, tier, standard_id, concat(procedure_code, '~channel') as subject, stratum, channel = 'online' as side, duty_id, due_at, met
    from due
    union all
    select agency_id, tier, standard_id, concat(procedure_code, '~applicant') as subject, stratum, applicant = 'citizen' as side, duty_id, due_at, met
    from due
    union all
    select
        agency_id, tier, standard_id, concat(procedure_code, '~sector') as subject, stratum,
        nullif(applicant, 'citizen') <> 'private_enterprise' as side, duty_id, due_at, met
    from due
)

select
    agency_id, tier, standard_id, subject, stratum, side, 'duty' as fact,
    count(*) filter (where met) as met,
    count(*) as total,
    min(due_at) filter (where not met) as began_at,
    list(duty_id order by duty_id) filter (where not met) as row_ids
from sided
where side is not null
group by agency_id, tier, standard_id, subject, stratum, side
