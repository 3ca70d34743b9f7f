/* ---
title:
  vi: "Ngân sách cho công tác pháp luật"
  en: "Budget for legal work"
primary_key: [case_id]
first_date: [year_start]
fields:
  case_id: {type: "TEXT", vi: "mã vụ việc", en: "case number", code: true}
  year: {type: "BIGINT", vi: "năm", en: "year"}
  year_start: {type: "TIMESTAMP", vi: "ngày đầu năm", en: "first day of the year", ahead: true, period_of: year}
  agency_id: {type: "TEXT", vi: "đơn vị chịu trách nhiệm", en: "agency that owes the duty"}
  regular_expenditure: {type: "DECIMAL(38,6)", vi: "chi thường xuyên (đồng)", en: "regular expenditure in đồng", expected: true}
  legal_allotment: {type: "DECIMAL(38,6)", vi: "dự toán công tác pháp luật (đồng)", en: "allotted to legal work in đồng", expected: true}
  disbursed: {type: "DECIMAL(38,6)", vi: "đã giải ngân (đồng)", en: "disbursed in đồng", expected: true}
--- */
with known as (
    -- a later file replaces an earlier one, row by row; of two systems the one with priority holds
    select
        r.*,
        row_number() over (
            partition by r.case_id
            order by f.priority desc, f.received_at desc, f.name desc, r.sheet desc, r.row desc
        ) as newest
    from sources.budget as r
    inner join sources.known_file as f on r.source_file_id = f.source_file_id
)

select
    case_id,
    year,
    year_start,
    agency_id,
    regular_expenditure,
    legal_allotment,
    disbursed,
    source_file_id,
    sheet,
    row
from known
where newest = 1
