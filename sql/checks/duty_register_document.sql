/* ---
title:
  vi: "Nghĩa vụ tính theo từng văn bản thì ghi số hiệu văn bản"
  en: "A duty owed for every document gives the document's number; rows without one cannot be told apart"
dimension: completeness
guards: cases.duty_register
severity: warning
--- */
select r.case_id, r.agency_id, r.standard_id, r.period
from cases.duty_register as r
inner join sources.standard as s on r.standard_id = s.standard_id and s.computed_by = 'register_by_document'
where r.document_number is null
