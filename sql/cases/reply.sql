/* ---
title:
  vi: "Phản hồi của đơn vị về cảnh báo"
  en: "Replies of agencies to flags"
primary_key: [case_id]
first_date: [replied_at]
fields:
  case_id: {type: "TEXT", vi: "mã vụ việc", en: "case number", code: true}
  flag_id: {type: "TEXT", vi: "mã cảnh báo", en: "flag", code: true}
  agency_id: {type: "TEXT", vi: "đơn vị chịu trách nhiệm", en: "agency that owes the duty"}
  replied_at: {type: "TIMESTAMP", vi: "ngày", en: "day"}
  content: {type: "TEXT", vi: "nội dung (đã che dữ liệu cá nhân)", en: "content (personal data masked)"}
  accepted: {type: "BOOLEAN", vi: "chấp nhận", en: "accepted", expected: true}
--- */
with known as (
    -- a later file replaces an earlier one, row by row; of two systems the one with priority holds
    select
        r.*,
        row_number() over (
            partition by r.case_id
            order by f.priority desc, f.received_at desc, f.name desc, r.sheet desc, r.row desc
        ) as newest
    from sources.reply as r
    inner join sources.known_file as f on r.source_file_id = f.source_file_id
)

select
    case_id,
    flag_id,
    agency_id,
    replied_at,
    content,
    accepted,
    source_file_id,
    sheet,
    row
from known
where newest = 1
