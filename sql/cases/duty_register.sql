/* ---
title:
  vi: "Nghĩa vụ định kỳ: điều phải có và ngày có"
  en: "Periodic duties: what had to exist and when it came"
primary_key: [case_id]
first_date: [period_start]
fields:
  case_id: {type: "TEXT", vi: "mã vụ việc", en: "case number", code: true}
  agency_id: {type: "TEXT", vi: "đơn vị chịu trách nhiệm", en: "agency that owes the duty"}
  standard_id: {type: "TEXT", vi: "mã chuẩn mực", en: "standard", code: true}
  period: {type: "TEXT", vi: "kỳ (YYYY, YYYY-MM, YYYY-Q1)", en: "period (YYYY, YYYY-MM, YYYY-Q1)"}
  period_start: {type: "TIMESTAMP", vi: "ngày đầu kỳ", en: "first day of the period", ahead: true, period_of: period}
  done_at: {type: "TIMESTAMP", vi: "ngày thực hiện", en: "done"}
  document_number: {type: "TEXT", vi: "số hiệu văn bản", en: "document number", code: true}
  responsible_person: {type: "TEXT", vi: "cá nhân phụ trách", en: "person responsible"}
  responsible_unit: {type: "TEXT", vi: "tập thể phụ trách", en: "unit responsible"}
--- */
with named as (
    -- one duty a period, whatever number its document bears; where the law asks it of every document, one for each number
    select
        r.*,
        case
            when s.computed_by = 'register_by_document' and r.document_number is not null then concat(r.case_id, '~', r.document_number)
            else r.case_id
        end as duty_case_id,
        0 as stands_in
    from sources.duty_register as r
    left join sources.standard as s on r.standard_id = s.standard_id
    union all
    -- a row sent before its document had a number holds until a later file gives the numbers of that period
    select r.*, r.case_id as duty_case_id, 1 as stands_in
    from sources.duty_register as r
    inner join sources.standard as s on r.standard_id = s.standard_id and s.computed_by = 'register_by_document'
    where r.document_number is not null
),

known as (
    -- a later file replaces an earlier one, row by row; of two systems the one with priority holds
    select
        r.*,
        row_number() over (
            partition by r.duty_case_id
            order by f.priority desc, f.received_at desc, f.name desc, r.stands_in, r.sheet desc, r.row desc
        ) as newest
    from named as r
    inner join sources.known_file as f on r.source_file_id = f.source_file_id
)

select
    duty_case_id as case_id,
    agency_id,
    standard_id,
    period,
    period_start,
    done_at,
    document_number,
    responsible_person,
    responsible_unit,
    source_file_id,
    sheet,
    row
from known
where newest = 1 and stands_in = 0
