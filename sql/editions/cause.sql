/* ---
title:
  vi: Vì sao số liệu của kỳ trước nay tính lại thì khác, theo đơn vị và chuẩn mực; đơn vị hay chuẩn mực trống là mọi đơn vị, mọi chuẩn mực
  en: Why the numbers of the edition before come out otherwise today, by agency and standard; an empty one means all
primary_key: [agency_id, standard_id]
--- */
with relevant as (
    select agency_id, standard_id, corrects from editions.changed_cell
    union all
    select cast(null as text) as agency_id, standard_id, corrects from editions.changed_cell
    union all
    -- what speaks of no single standard: a score, a sign
    select agency_id, cast(null as text) as standard_id, corrects from editions.changed_cell
)

select agency_id, standard_id, case when bool_or(corrects) then 'corrected_file' else 'late_data' end as cause
from relevant
group by agency_id, standard_id
