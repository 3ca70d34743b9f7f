/* ---
title:
  vi: "Mỗi dòng trả lại đều có lý do"
  en: "Every refused row of the ledger stands in rejected_row with its reason"
dimension: consistency
guards: sources.clock
severity: error
--- */
select f.source_id, f.source_file_id, f.rows_rejected, count(r.row) as reasons
from sources.source_file as f
left join sources.rejected_row as r on f.source_file_id = r.source_file_id
group by f.source_id, f.source_file_id, f.rows_rejected
having count(r.row) <> f.rows_rejected
