/* ---
title:
  vi: Đơn khiếu nại
  en: Complaints
primary_key: [case_id]
first_date: received_at
fields:
  case_id: {type: TEXT, vi: mã vụ việc, en: case number}
  agency_id: {type: TEXT, vi: đơn vị chịu trách nhiệm, en: agency that owes the duty}
  field: {type: TEXT, vi: "lĩnh vực", en: "field"}
  procedure_code: {type: TEXT, vi: "mã thủ tục hành chính liên quan", en: "related procedure code"}
  instance: {type: TEXT, vi: "lần giải quyết (1 hoặc 2)", en: "instance (1 or 2)"}
  received_at: {type: TIMESTAMP, vi: "ngày nhận đơn", en: "received"}
  accepted_at: {type: TIMESTAMP, vi: "ngày thụ lý", en: "accepted"}
  complex_document: {type: TEXT, vi: "số văn bản xác định vụ việc phức tạp", en: "written finding that the case is complex"}
  promised_at: {type: TIMESTAMP, vi: "ngày hẹn", en: "promised date", ahead: true}
  decided_at: {type: TIMESTAMP, vi: "ngày ra quyết định giải quyết hoặc đóng", en: "decided or closed"}
  status: {type: TEXT, vi: "tình trạng: open, closed, duplicate", en: "status: open, closed, duplicate"}
  result: {type: TEXT, vi: "kết quả giải quyết", en: "outcome"}
  responsible_person: {type: TEXT, vi: "người phụ trách", en: "official in charge"}
  responsible_unit: {type: TEXT, vi: "bộ phận phụ trách", en: "unit in charge"}
--- */
with known as (
    -- a later file replaces an earlier one, row by row; what came after known_at is not known yet
    select
        r.*,
        row_number() over (
            partition by r.case_id
            order by f.received_at desc, f.name desc, r.sheet desc, r.row desc
        ) as newest
    from sources.complaint as r
    inner join sources.source_file as f on r.source_file_id = f.source_file_id
    cross join sources.clock as k
    where f.received_at <= k.known_at
)

select
    case_id,
    agency_id,
    field,
    procedure_code,
    instance,
    received_at,
    accepted_at,
    complex_document,
    promised_at,
    decided_at,
    status,
    result,
    responsible_person,
    responsible_unit,
    source_file_id,
    sheet,
    row
from known
where newest = 1
