/* ---
title:
  vi: "Sổ tiếp nhận tệp: đọc = nhận + trùng + trả lại"
  en: "Intake ledger: read = accepted + duplicate + rejected"
primary_key: [source_file_id]
fields:
  source_file_id: {type: "TEXT", vi: "mã tệp", en: "file"}
  source_id: {type: "TEXT", vi: "nguồn", en: "source"}
  name: {type: "TEXT", vi: "tên tệp", en: "file name"}
  sha256: {type: "TEXT", vi: "mã băm nội dung", en: "hash of the bytes"}
  received_at: {type: "TIMESTAMP", vi: "thời điểm nhận", en: "received"}
  sheets: {type: "TEXT", vi: "trang tính đã đọc", en: "sheets read"}
  rows_read: {type: "BIGINT", vi: "số dòng đọc", en: "rows read"}
  rows_accepted: {type: "BIGINT", vi: "số dòng nhận", en: "rows accepted"}
  rows_duplicate: {type: "BIGINT", vi: "số dòng trùng", en: "rows duplicate"}
  rows_rejected: {type: "BIGINT", vi: "số dòng trả lại", en: "rows rejected"}
  completeness: {type: "TEXT", vi: "complete: đầy đủ; sample: mẫu; incomplete: không đầy đủ", en: "complete, sample or incomplete"}
  agency_id: {type: "TEXT", vi: "đơn vị gửi", en: "sender"}
  month: {type: "TEXT", vi: "tháng của tệp", en: "month of the file"}
--- */
select
    source_file_id,
    source_id,
    name,
    sha256,
    received_at,
    sheets,
    rows_read,
    rows_accepted,
    rows_duplicate,
    rows_rejected,
    completeness,
    agency_id,
    month
from sources.source_file as f
cross join sources.clock as k
where f.received_at <= k.known_at
