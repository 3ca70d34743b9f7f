/* ---
title:
  vi: Kinh phí công tác pháp luật của thành phố, từng năm
  en: The city's money for legal work, year by year
primary_key: [row_id]
fields:
  agency_id: {type: TEXT, vi: đơn vị, en: agency}
  standard_id: {type: TEXT, vi: chuẩn mực, en: standard}
  fact: {type: TEXT, vi: loại dòng chứng cứ, en: table that the evidence rows stand in}
  row_id: {type: TEXT, vi: mã dòng chứng cứ, en: key of the evidence row}
  began_at: {type: TIMESTAMP, vi: thời điểm sớm nhất, en: earliest moment}
  year: {type: BIGINT, vi: năm ngân sách, en: budget year}
  regular: {type: "DECIMAL(38,6)", vi: chi thường xuyên (đồng), en: "regular expenditure, VND"}
  allotment: {type: "DECIMAL(38,6)", vi: kinh phí bố trí cho pháp luật (đồng), en: "allotted to legal work, VND"}
  disbursed: {type: "DECIMAL(38,6)", vi: đã giải ngân (đồng), en: "disbursed, VND"}
evidence: >-
  select * from budget where agency_id = {agency} and year = {year}
--- */
select
    b.agency_id, s.standard_id, 'budget' as fact, b.case_id as row_id, b.year_start as began_at,
    b.year, b.regular_expenditure as regular, b.legal_allotment as allotment, b.disbursed
from cases.budget as b
-- the plan's promise is the city's
inner join sources.standard as s on b.agency_id = s.city_agency
inner join sources.source as q on s.carried_by = q.source_id
where s.case_kind = 'budget' and s.end_event = 'law_spend' and s.measure = 'scored' and q.completeness = 'complete'
