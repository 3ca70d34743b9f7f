/* ---
title:
  vi: Ngày hẹn trả trên phiếu cạnh hạn luật định, từng hồ sơ đến hạn trong 12 tháng
  en: The day promised on the slip beside the day the law allows, for each dossier due in the 12 months of judgement
primary_key: [row_id]
fields:
  agency_id: {type: TEXT, vi: đơn vị, en: agency}
  standard_id: {type: TEXT, vi: chuẩn mực, en: standard}
  fact: {type: TEXT, vi: loại dòng chứng cứ, en: table that the evidence rows stand in}
  row_id: {type: TEXT, vi: mã dòng chứng cứ, en: key of the evidence row}
  began_at: {type: TIMESTAMP, vi: thời điểm sớm nhất, en: earliest moment}
  promised_at: {type: TIMESTAMP, vi: ngày hẹn trả, en: promised date}
  due_at: {type: TIMESTAMP, vi: hạn hiện hành, en: current due date}
evidence: >-
  select d.* from duty as d inner join procedure_case as c on d.case_kind = 'procedure_case' and d.case_id = c.case_id
  where d.standard_id = {standard} and d.agency_id = coalesce({agency}, d.agency_id) and cast(c.promised_at as date) > cast(d.due_at as date)
  and d.status in ('met', 'late', 'overdue', 'unknown') and d.month between {first} and {last} and d.tier <> 'inherited'
  and strftime(d.arises_at, '%H:%M:%S') <> coalesce({cut_off}, '') order by d.duty_id
--- */
select
    d.agency_id, d.standard_id, 'duty' as fact, d.duty_id as row_id, d.arises_at as began_at,
    c.promised_at, d.due_at
from duties.duty as d
inner join sources.standard as s on d.standard_id = s.standard_id
inner join sources.source as q on s.carried_by = q.source_id
-- the slip of a dossier. The answering day of a petition belongs to one of its several duties, and no column says which
inner join cases.procedure_case as c on d.case_kind = 'procedure_case' and d.case_id = c.case_id
cross join sources.clock as k
where
    -- a limit that the law sets; where the due date is the promise itself there is nothing to compare
    s.due_event is null
    and s.end_event = 'result_ready'
    -- the cohort of the indicator promise_within_law
    and d.status in ('met', 'late', 'overdue', 'unknown')
    and d.month >= strftime(k.window_start, '%Y-%m')
    and d.month <= k.last_month
    -- a sample raises no flag, nor does a standard that is only indicative
    and s.measure = 'scored' and q.completeness = 'complete'
    -- what a dissolved unit left behind was promised by nobody who could be asked
    and d.tier <> 'inherited'
    -- times come in minutes: 15:00 is before the cut-off or up to a minute after it, and nobody can tell which
    and (s.cut_off_hour is null or strftime(d.arises_at, '%H:%M:%S') <> lpad(cast(s.cut_off_hour as text), 2, '0') || ':00:00')
