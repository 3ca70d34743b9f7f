/* ---
title:
  vi: Hồ sơ thủ tục hành chính
  en: Administrative procedure dossiers
primary_key: [case_id]
first_date: accepted_at
fields:
  case_id: {type: TEXT, vi: mã vụ việc, en: case number}
  agency_id: {type: TEXT, vi: đơn vị chịu trách nhiệm, en: agency that owes the duty}
  procedure_code: {type: TEXT, vi: "mã thủ tục hành chính", en: "procedure code"}
  channel: {type: TEXT, vi: "kênh nộp: online, direct, post", en: "channel: online, direct, post"}
  applicant_type: {type: TEXT, vi: "loại người nộp", en: "type of applicant"}
  submitted_at: {type: TIMESTAMP, vi: "thời điểm nộp", en: "submitted"}
  accepted_at: {type: TIMESTAMP, vi: "thời điểm tiếp nhận", en: "accepted"}
  promised_at: {type: TIMESTAMP, vi: "ngày hẹn trả", en: "promised date", ahead: true}
  finished_at: {type: TIMESTAMP, vi: "thời điểm hoàn tất", en: "result ready"}
  returned_at: {type: TIMESTAMP, vi: "thời điểm trả kết quả", en: "result handed over"}
  status: {type: TEXT, vi: "tình trạng hồ sơ", en: "status of the dossier"}
  responsible_person: {type: TEXT, vi: "cán bộ thụ lý", en: "official in charge"}
  responsible_unit: {type: TEXT, vi: "bộ phận thụ lý", en: "unit in charge"}
  digitised: {type: TEXT, vi: "hồ sơ được số hóa (yes/no)", en: "digitised (yes/no)"}
  has_fee: {type: TEXT, vi: "có phí, lệ phí (yes/no)", en: "has a fee (yes/no)"}
  paid_online: {type: TEXT, vi: "thanh toán trực tuyến (yes/no)", en: "paid online (yes/no)"}
--- */
with known as (
    -- a later file replaces an earlier one, row by row; what came after known_at is not known yet
    select
        r.*,
        row_number() over (
            partition by r.case_id
            order by f.received_at desc, f.name desc, r.sheet desc, r.row desc
        ) as newest
    from sources.procedure_case as r
    inner join sources.source_file as f on r.source_file_id = f.source_file_id
    cross join sources.clock as k
    where f.received_at <= k.known_at
)

select
    case_id,
    agency_id,
    procedure_code,
    channel,
    applicant_type,
    submitted_at,
    accepted_at,
    promised_at,
    finished_at,
    returned_at,
    status,
    responsible_person,
    responsible_unit,
    digitised,
    has_fee,
    paid_online,
    source_file_id,
    sheet,
    row
from known
where newest = 1
