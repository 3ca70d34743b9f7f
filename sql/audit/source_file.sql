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
  size_bytes: {type: "BIGINT", vi: "dung lượng (byte)", en: "size in bytes"}
  encoding: {type: "TEXT", vi: "bảng mã", en: "encoding"}
  encoding_confidence: {type: "DECIMAL(38,6)", vi: "độ chắc chắn của bảng mã (0–1)", en: "how sure the encoding is (0–1)"}
  withdrawn_at: {type: "TIMESTAMP", vi: "thời điểm rút tệp (rỗng nếu không rút)", en: "when it was withdrawn (empty if it stands)"}
  withdrawn_reason: {type: "TEXT", vi: "lý do rút", en: "why it was withdrawn"}
--- */
select
    f.source_file_id,
    f.source_id,
    f.name,
    f.sha256,
    f.received_at,
    f.sheets,
    f.rows_read,
    f.rows_accepted,
    f.rows_duplicate,
    f.rows_rejected,
    f.completeness,
    f.agency_id,
    f.month,
    f.size_bytes,
    f.encoding,
    f.encoding_confidence,
    w.withdrawn_at,
    w.reason as withdrawn_reason
from sources.source_file as f
cross join sources.clock as k
left join sources.withdrawal as w on f.source_file_id = w.source_file_id and w.withdrawn_at <= k.known_at
where f.received_at <= k.known_at
