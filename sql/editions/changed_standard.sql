/* ---
title:
  vi: Chuẩn mực có nội dung khác so với kỳ đã công bố trước
  en: Standards that say something else than in the edition published before
primary_key: [standard_id]
--- */
select n.standard_id
from sources.standard as n
inner join earlier.main.standard as o on n.standard_id = o.standard_id
-- what a duty is counted by; a name or a note may change and no number with it
where (
    n.tier, n.start_event, n.end_event, n.limit_value, n.unit, n.cut_off_hour, n.condition,
    n.required, n.tolerance, n.effective_from, n.effective_to, n.due_event,
    n.ends_on_working_day, n.extendable, n.measure, n.computed_by
) is distinct from (
    o.tier, o.start_event, o.end_event, o.limit_value, o.unit, o.cut_off_hour, o.condition,
    o.required, o.tolerance, o.effective_from, o.effective_to, o.due_event,
    o.ends_on_working_day, o.extendable, o.measure, o.computed_by
)
