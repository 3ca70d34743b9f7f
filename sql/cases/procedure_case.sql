/* ---
title:
  vi: "Hồ sơ thủ tục hành chính"
  en: "Administrative procedure dossiers"
primary_key: [case_id]
first_date: [accepted_at]
fields:
  case_id: {type: "TEXT", vi: "mã vụ việc", en: "case number", code: true}
  agency_id: {type: "TEXT", vi: "đơn vị chịu trách nhiệm", en: "agency that owes the duty"}
  procedure_code: {type: "TEXT", vi: "mã thủ tục hành chính", en: "procedure code", code: true, expected: true}
  channel: {type: "TEXT", vi: "kênh nộp: online, direct, post", en: "channel: online, direct, post", expected: true}
  applicant_type: {type: "TEXT", vi: "loại người nộp: citizen, state_enterprise, private_enterprise, foreign_enterprise, other", en: "type of applicant", expected: true}
  applicant_token: {type: "TEXT", vi: "mã băm của người nộp, chỉ để nối hồ sơ", en: "keyed hash of the applicant, for linking only", token: true}
  submitted_at: {type: "TIMESTAMP", vi: "thời điểm nộp", en: "submitted", expected: true}
  accepted_at: {type: "TIMESTAMP", vi: "thời điểm tiếp nhận", en: "accepted"}
  promised_at: {type: "TIMESTAMP", vi: "ngày hẹn trả", en: "promised date", due: true, expected: true}
  finished_at: {type: "TIMESTAMP", vi: "thời điểm hoàn tất", en: "result ready"}
  returned_at: {type: "TIMESTAMP", vi: "thời điểm trả kết quả", en: "result handed over"}
  status: {type: "TEXT", vi: "tình trạng: processing, finished, returned, withdrawn, refused", en: "status of the dossier", expected: true}
  responsible_person: {type: "TEXT", vi: "cán bộ thụ lý", en: "official in charge", expected: true}
  responsible_unit: {type: "TEXT", vi: "bộ phận thụ lý", en: "unit in charge", expected: true}
  digitised: {type: "BOOLEAN", vi: "hồ sơ được số hóa", en: "digitised"}
  has_fee: {type: "BOOLEAN", vi: "có phí, lệ phí", en: "has a fee"}
  paid_online: {type: "BOOLEAN", vi: "thanh toán trực tuyến", en: "paid online"}
--- */
with known as (
    -- a later file replaces an earlier one, row by row; of two systems the one with priority holds
    select
        r.*,
        row_number() over (
            partition by r.case_id
            order by f.priority desc, f.received_at desc, f.name desc, r.sheet desc, r.row desc
        ) as newest
    from sources.procedure_case as r
    inner join sources.known_file as f on r.source_file_id = f.source_file_id
)

select
    case_id,
    agency_id,
    procedure_code,
    channel,
    applicant_type,
    applicant_token,
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
