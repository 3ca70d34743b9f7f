/* ---
title:
  vi: "Kỳ công bố"
  en: "The edition"
primary_key: [edition_id]
fields:
  edition_id: {type: "TEXT", vi: "mã kỳ công bố", en: "edition"}
  as_of: {type: "DATE", vi: "số liệu đến hết ngày", en: "as of"}
  revision: {type: "BIGINT", vi: "lần công bố", en: "revision"}
  status: {type: "TEXT", vi: "draft: dự thảo; published: đã công bố", en: "draft or published"}
  previous_edition_id: {type: "TEXT", vi: "kỳ trước", en: "previous edition"}
  simulated: {type: "BOOLEAN", vi: "dữ liệu mô phỏng", en: "simulated data"}
  content_id: {type: "TEXT", vi: "mã nội dung", en: "content id"}
--- */
select
    edition_id,
    as_of,
    revision,
    status,
    previous_edition_id,
    simulated,
    content_id
from edition
