/* ---
title:
  vi: "Số liệu định kỳ do đơn vị tự báo cáo"
  en: "Figures reported by the agency itself"
primary_key: [case_id]
first_date: [period_start]
fields:
  case_id: {type: "TEXT", vi: "mã vụ việc", en: "case number", code: true}
  agency_id: {type: "TEXT", vi: "đơn vị chịu trách nhiệm", en: "agency that owes the duty"}
  standard_id: {type: "TEXT", vi: "mã chuẩn mực", en: "standard", code: true}
  period: {type: "TEXT", vi: "kỳ (YYYY, YYYY-MM, YYYY-Q1)", en: "period (YYYY, YYYY-MM, YYYY-Q1)"}
  period_start: {type: "TIMESTAMP", vi: "ngày đầu kỳ", en: "first day of the period", period_of: period}
  numerator: {type: "DECIMAL(38,6)", vi: "tử số", en: "numerator", expected: true}
  denominator: {type: "DECIMAL(38,6)", vi: "mẫu số", en: "denominator", expected: true}
--- */
with known as (
    -- a later file replaces an earlier one, row by row; of two systems the one with priority holds
    select
        r.*,
        row_number() over (
            partition by r.case_id
            order by f.priority desc, f.received_at desc, f.name desc, r.sheet desc, r.row desc
        ) as newest
    from sources.reported_figure as r
    inner join sources.known_file as f on r.source_file_id = f.source_file_id
)

select
    case_id,
    agency_id,
    standard_id,
    period,
    period_start,
    numerator,
    denominator,
    source_file_id,
    sheet,
    row
from known
where newest = 1
