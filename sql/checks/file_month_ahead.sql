/* ---
title:
  vi: "Tệp không mang tên tháng chưa đến"
  en: "No file is named after a month that had not begun when it came"
dimension: validity
guards: sources.clock
severity: warning
--- */
select source_id, agency_id, month, source_file_id, received_at
from sources.known_file
where month > strftime(received_at, '%Y-%m')
