/* ---
title:
  vi: "Không quá 10 % số dòng của một tệp là dòng trùng"
  en: "No more than a tenth of a file's rows are duplicates"
dimension: consistency
guards: sources.clock
severity: warning
--- */
select f.source_id, f.agency_id, f.month, f.source_file_id, f.rows_read, f.rows_duplicate
from sources.source_file as f
inner join sources.known_file as w on f.source_file_id = w.source_file_id
-- a tenth: single slips are usual, a tenth means that the export itself repeats rows
where f.rows_duplicate > f.rows_read * 0.10
