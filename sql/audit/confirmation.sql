/* ---
title:
  vi: "Xác nhận của cán bộ pháp chế, theo thứ tự ghi"
  en: "A legal officer's word on a standard, in the order written"
primary_key: [number]
fields:
  number: {type: "BIGINT", vi: "thứ tự; dòng cuối của một chuẩn mực có hiệu lực", en: "order; the last of a standard holds"}
  standard_id: {type: "TEXT", vi: "chuẩn mực", en: "standard"}
  status: {type: "TEXT", vi: "tình trạng được ghi", en: "status as said"}
  confirmed_by: {type: "TEXT", vi: "người xác nhận", en: "who said it"}
  confirmed_on: {type: "DATE", vi: "ngày", en: "on which day"}
  source: {type: "TEXT", vi: "đọc ở đâu", en: "from what text"}
--- */
select number, standard_id, status, "by" as confirmed_by, "on" as confirmed_on, source from sources.confirmation
