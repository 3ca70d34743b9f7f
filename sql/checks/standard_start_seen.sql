/* ---
title:
  vi: "Sự kiện bắt đầu của chuẩn mực có xuất hiện trong nguồn"
  en: "The start event of a standard is seen in its source; a row here measures nothing, for want of a column or a name"
dimension: consistency
guards: cases.case_event
severity: warning
--- */
with rows_of as (
    select w.source_id, sum(f.rows_accepted) as rows_accepted
    from sources.known_file as w
    inner join sources.source_file as f on w.source_file_id = f.source_file_id
    group by w.source_id
),

seen as (select distinct case_kind, event from cases.case_event)

select s.standard_id, s.carried_by as source_id, s.case_kind, s.start_event as event, r.rows_accepted
from sources.standard as s
cross join sources.clock as k
inner join rows_of as r on s.carried_by = r.source_id
left join seen as e on s.case_kind = e.case_kind and s.start_event = e.event
where s.kind = 'deadline' and e.event is null
    and s.effective_from <= k.as_of and (s.effective_to is null or s.effective_to >= k.window_start)
    -- among fewer than 100 rows a rare event may be missing by chance
    and r.rows_accepted >= 100
