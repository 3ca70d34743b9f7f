/* ---
title:
  vi: "Số dòng đọc = nhận + trùng + trả lại"
  en: "Rows read = accepted + duplicate + rejected"
dimension: consistency
guards: sources.clock
severity: error
--- */
select source_id, source_file_id, rows_read, rows_accepted, rows_duplicate, rows_rejected
from sources.source_file
where rows_read <> rows_accepted + rows_duplicate + rows_rejected
