/* ---
title:
  vi: Vì sao số liệu của mỗi kỳ trước khác kỳ được so sánh với nó
  en: Why the numbers of each earlier edition differ from those it was compared with
primary_key: [edition_id, what, cause]
fields:
  edition_id: {type: "TEXT", vi: "mã kỳ công bố", en: "edition"}
  what: {type: "TEXT", vi: "bảng, như ở bảng change", en: "which table, as in change"}
  cause: {type: "TEXT", vi: "nguyên nhân, như ở bảng change", en: "cause, as in change"}
  from_edition_id: {type: "TEXT", vi: "kỳ được so sánh", en: "edition compared with"}
  changes: {type: "BIGINT", vi: "số dòng khác", en: "number of rows that differ"}
--- */
select edition_id, what, cause, from_edition_id, changes
from editions.earlier_change
