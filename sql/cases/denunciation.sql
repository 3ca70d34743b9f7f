/* ---
title:
  vi: "Đơn tố cáo (không có dữ liệu về người tố cáo)"
  en: "Denunciations (nothing about denouncers)"
primary_key: [case_id]
first_date: [received_at]
fields:
  case_id: {type: "TEXT", vi: "mã vụ việc", en: "case number", code: true}
  agency_id: {type: "TEXT", vi: "đơn vị chịu trách nhiệm", en: "agency that owes the duty"}
  field: {type: "TEXT", vi: "lĩnh vực", en: "field"}
  received_at: {type: "TIMESTAMP", vi: "ngày nhận", en: "received"}
  accepted_at: {type: "TIMESTAMP", vi: "ngày thụ lý", en: "accepted"}
  extension_document: {type: "TEXT", vi: "số quyết định gia hạn", en: "written decision to extend"}
  extension_count: {type: "BIGINT", vi: "số lần gia hạn", en: "number of extensions"}
  concluded_at: {type: "TIMESTAMP", vi: "ngày kết luận", en: "concluded"}
  result: {type: "TEXT", vi: "kết quả", en: "outcome"}
  responsible_person: {type: "TEXT", vi: "người phụ trách", en: "official in charge", expected: true}
--- */
with known as (
    -- a later file replaces an earlier one, row by row; of two systems the one with priority holds.
    -- Agencies number their own cases: one number in files of two agencies is two cases
    select
        r.*,
        case when f.owner_counts then r.agency_id else '' end as owner,
        min(f.received_at) over (
            partition by r.case_id, case when f.owner_counts then r.agency_id else '' end
        ) as first_came_at,
        row_number() over (
            partition by r.case_id, case when f.owner_counts then r.agency_id else '' end
            order by f.priority desc, f.received_at desc, f.name desc, r.sheet desc, r.row desc
        ) as newest
    from sources.denunciation as r
    inner join sources.known_file as f on r.source_file_id = f.source_file_id
),

numbered as (
    -- the agency that used a number first keeps it bare, so that the names of its duties stay
    select
        k.*,
        row_number() over (partition by k.case_id order by k.first_came_at, k.owner) as place
    from known as k
    where k.newest = 1
)

select
    case when place = 1 then case_id else concat(case_id, '@', owner) end as case_id,
    agency_id,
    field,
    received_at,
    accepted_at,
    extension_document,
    extension_count,
    concluded_at,
    result,
    responsible_person,
    source_file_id,
    sheet,
    row
from numbered
