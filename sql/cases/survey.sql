/* ---
title:
  vi: "Khảo sát hài lòng"
  en: "Satisfaction survey"
primary_key: [case_id]
first_date: [period_start]
fields:
  case_id: {type: "TEXT", vi: "mã vụ việc", en: "case number", code: true}
  period: {type: "TEXT", vi: "kỳ", en: "period"}
  period_start: {type: "TIMESTAMP", vi: "ngày đầu kỳ", en: "first day of the period", period_of: period}
  agency_id: {type: "TEXT", vi: "đơn vị chịu trách nhiệm", en: "agency that owes the duty"}
  procedure_code: {type: "TEXT", vi: "mã thủ tục hành chính liên quan", en: "related procedure code", code: true}
  responses: {type: "BIGINT", vi: "số phiếu", en: "responses", expected: true}
  satisfied: {type: "BIGINT", vi: "số hài lòng", en: "satisfied", expected: true}
--- */
with known as (
    -- a later file replaces an earlier one, row by row; of two systems the one with priority holds
    select
        r.*,
        row_number() over (
            partition by r.case_id
            order by f.priority desc, f.received_at desc, f.name desc, r.sheet desc, r.row desc
        ) as newest
    from sources.survey as r
    inner join sources.known_file as f on r.source_file_id = f.source_file_id
)

select
    case_id,
    period,
    period_start,
    agency_id,
    procedure_code,
    responses,
    satisfied,
    source_file_id,
    sheet,
    row
from known
where newest = 1
