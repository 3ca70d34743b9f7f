/* ---
title:
  vi: Hồ sơ đến hạn và đúng hạn theo đơn vị, thủ tục và quý, để so một đơn vị với các đơn vị cùng cấp
  en: Dossiers due and in time by agency, procedure and quarter, to hold one agency beside the others of its tier
primary_key: [agency_id, standard_id, procedure_code, stratum]
fields:
  agency_id: {type: TEXT, vi: đơn vị giải quyết, en: agency that decides}
  tier: {type: TEXT, vi: cấp của đơn vị, en: tier of the agency}
  standard_id: {type: TEXT, vi: chuẩn mực, en: standard}
  procedure_code: {type: TEXT, vi: mã thủ tục hành chính, en: code of the procedure}
  stratum: {type: TEXT, vi: "quý, YYYY-Qn", en: "quarter, YYYY-Qn"}
  met: {type: BIGINT, vi: số hồ sơ đúng hạn, en: dossiers in time}
  total: {type: BIGINT, vi: "số hồ sơ đến hạn (đúng hạn, trễ hạn, quá hạn chưa xong)", en: "dossiers due (met, late, overdue)"}
--- */
select
    d.agency_id, d.tier, d.standard_id, c.procedure_code,
    -- like with like: one procedure under one limit, in one quarter
    concat(substr(d.month, 1, 4), '-Q', (cast(substr(d.month, 6, 2) as integer) + 2) // 3) as stratum,
    count(*) filter (where d.status = 'met') as met,
    count(*) as total
from duties.duty as d
inner join sources.standard as s on d.standard_id = s.standard_id
inner join sources.source as q on s.carried_by = q.source_id
inner join cases.procedure_case as c on d.case_kind = 'procedure_case' and d.case_id = c.case_id
cross join sources.clock as k
where
    -- the dossiers that the kind `unequal` compares, whatever their channel and applicant
    s.by_procedure and s.measure = 'scored' and q.completeness = 'complete'
    and d.status in ('met', 'late', 'overdue')
    and d.month between strftime(k.window_start, '%Y-%m') and k.last_month
    and d.tier <> 'inherited'
group by all
