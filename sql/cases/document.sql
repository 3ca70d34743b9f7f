/* ---
title:
  vi: "Văn bản quy định chi tiết, hướng dẫn thi hành"
  en: "Implementing documents"
primary_key: [case_id]
first_date: [due_at, issued_at, law_effective_at]
fields:
  case_id: {type: "TEXT", vi: "số ký hiệu", en: "document number", code: true}
  title: {type: "TEXT", vi: "tên văn bản", en: "title", expected: true}
  guided_document: {type: "TEXT", vi: "văn bản được hướng dẫn", en: "document it implements", expected: true}
  provision: {type: "TEXT", vi: "điều khoản", en: "provision"}
  agency_id: {type: "TEXT", vi: "đơn vị chịu trách nhiệm", en: "agency that owes the duty"}
  due_at: {type: "TIMESTAMP", vi: "hạn ban hành", en: "due", due: true}
  law_effective_at: {type: "TIMESTAMP", vi: "ngày hiệu lực của luật", en: "law takes effect", ahead: true}
  consulted_at: {type: "TIMESTAMP", vi: "ngày lấy ý kiến", en: "consulted"}
  issued_at: {type: "TIMESTAMP", vi: "ngày ban hành", en: "issued"}
  effective_at: {type: "TIMESTAMP", vi: "ngày hiệu lực", en: "takes effect", ahead: true}
  published_at: {type: "TIMESTAMP", vi: "ngày đăng công khai", en: "published"}
  responsible_person: {type: "TEXT", vi: "cá nhân phụ trách", en: "person responsible"}
  responsible_unit: {type: "TEXT", vi: "tập thể phụ trách", en: "unit responsible"}
--- */
with known as (
    -- a later file replaces an earlier one, row by row; of two systems the one with priority holds
    select
        r.*,
        row_number() over (
            partition by r.case_id
            order by f.priority desc, f.received_at desc, f.name desc, r.sheet desc, r.row desc
        ) as newest
    from sources.document as r
    inner join sources.known_file as f on r.source_file_id = f.source_file_id
)

select
    case_id,
    title,
    guided_document,
    provision,
    agency_id,
    due_at,
    law_effective_at,
    consulted_at,
    issued_at,
    effective_at,
    published_at,
    responsible_person,
    responsible_unit,
    source_file_id,
    sheet,
    row
from known
where newest = 1
