/* ---
title:
  vi: Các kỳ công bố trước kỳ này, theo chuỗi bản kê
  en: The editions before this one, along the chain of manifests
primary_key: [edition_id]
fields:
  edition_id: {type: "TEXT", vi: "mã kỳ công bố", en: "edition"}
  previous_edition_id: {type: "TEXT", vi: "kỳ trước nó", en: "the edition before it"}
  as_of: {type: "DATE", vi: "số liệu đến hết ngày", en: "as of"}
  known_at: {type: "TIMESTAMP", vi: "thời điểm biết số liệu", en: "known at"}
  status: {type: "TEXT", vi: "draft: dự thảo; published: đã công bố", en: "draft or published"}
  code_version: {type: "TEXT", vi: "phiên bản chương trình", en: "code version"}
  content_id: {type: "TEXT", vi: "mã nội dung", en: "content id"}
  manifest_sha256: {type: "TEXT", vi: "mã băm của bản kê manifest.json", en: "sha256 of its manifest.json"}
  signing_key: {type: "TEXT", vi: "dấu vân tay khóa đã ký; trống: chưa ký số", en: "fingerprint of the key that signed it; empty: unsigned"}
  standing: {type: "BIGINT", vi: "số cảnh báo đang còn hiệu lực trong kỳ ấy", en: "published flags that stood in it"}
  new: {type: "BIGINT", vi: "trong đó mới", en: "of these new"}
  resolved: {type: "BIGINT", vi: "số cảnh báo đã xử lý xong trong kỳ ấy", en: "flags resolved in it"}
  withdrawn: {type: "BIGINT", vi: "số cảnh báo rút lại trong kỳ ấy", en: "flags withdrawn in it"}
--- */
select
    edition_id,
    previous_edition_id,
    as_of,
    known_at,
    status,
    code_version,
    content_id,
    manifest_sha256,
    signing_key,
    standing,
    new,
    resolved,
    withdrawn
from editions.earlier_edition
