/* ---
title:
  vi: Kỳ công bố này
  en: This edition
primary_key: [edition_id]
fields:
  edition_id: {type: "TEXT", vi: "mã kỳ công bố", en: "edition"}
  profile: {type: "TEXT", vi: "hồ sơ địa phương", en: "profile"}
  as_of: {type: "DATE", vi: "số liệu đến hết ngày", en: "as of"}
  revision: {type: "BIGINT", vi: "lần công bố", en: "revision"}
  known_at: {type: "TIMESTAMP", vi: "thời điểm biết số liệu", en: "known at"}
  status: {type: "TEXT", vi: "draft: dự thảo; published: đã công bố", en: "draft or published"}
  previous_edition_id: {type: "TEXT", vi: "kỳ trước", en: "previous edition"}
  compared_with: {type: "TEXT", vi: "kỳ đã công bố gần nhất mà cảnh báo và số liệu được so sánh", en: "the edition published before, with which flags and numbers are compared"}
  code_version: {type: "TEXT", vi: "phiên bản chương trình", en: "code version"}
  profile_hash: {type: "TEXT", vi: "mã băm hồ sơ địa phương", en: "hash of the profile"}
  simulated: {type: "BOOLEAN", vi: "dữ liệu mô phỏng", en: "simulated data"}
  expected_false_flags: {type: "DECIMAL(38,6)", vi: "số cảnh báo sai dự kiến", en: "expected false flags"}
  content_id: {type: "TEXT", vi: "mã nội dung", en: "content id"}
--- */
select
    edition_id,
    profile,
    as_of,
    revision,
    known_at,
    status,
    previous_edition_id,
    compared_with,
    code_version,
    profile_hash,
    simulated,
    expected_false_flags,
    content_id
from editions.edition
