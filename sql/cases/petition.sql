/* ---
title:
  vi: "Phản ánh, kiến nghị"
  en: "Petitions and feedback"
primary_key: [case_id]
first_date: [received_at]
fields:
  case_id: {type: "TEXT", vi: "mã vụ việc", en: "case number", code: true}
  agency_id: {type: "TEXT", vi: "đơn vị chịu trách nhiệm", en: "agency that owes the duty"}
  field: {type: "TEXT", vi: "lĩnh vực", en: "field"}
  procedure_code: {type: "TEXT", vi: "mã thủ tục hành chính liên quan", en: "related procedure code", code: true}
  about_delay: {type: "BOOLEAN", vi: "phản ánh về chậm giải quyết", en: "about delay"}
  channel: {type: "TEXT", vi: "kênh tiếp nhận", en: "channel"}
  received_at: {type: "TIMESTAMP", vi: "thời điểm nhận", en: "received"}
  promised_at: {type: "TIMESTAMP", vi: "hạn trả lời", en: "promised date", due: true}
  answered_at: {type: "TIMESTAMP", vi: "thời điểm trả lời", en: "answered"}
  result: {type: "TEXT", vi: "kết quả", en: "outcome"}
  satisfaction: {type: "BIGINT", vi: "mức hài lòng (1–5)", en: "satisfaction (1–5)"}
  content: {type: "TEXT", vi: "nội dung (đã che dữ liệu cá nhân)", en: "content (personal data masked)"}
--- */
with known as (
    -- a later file replaces an earlier one, row by row; of two systems the one with priority holds
    select
        r.*,
        row_number() over (
            partition by r.case_id
            order by f.priority desc, f.received_at desc, f.name desc, r.sheet desc, r.row desc
        ) as newest
    from sources.petition as r
    inner join sources.known_file as f on r.source_file_id = f.source_file_id
)

select
    case_id,
    agency_id,
    field,
    procedure_code,
    about_delay,
    channel,
    received_at,
    promised_at,
    answered_at,
    result,
    satisfaction,
    content,
    source_file_id,
    sheet,
    row
from known
where newest = 1
