/* ---
title:
  vi: Tệp phải nộp mà chưa có
  en: Files that had to come and did not
primary_key: [source_id, agency_id, month]
fields:
  source_id: {type: "TEXT", vi: "nguồn", en: "source"}
  agency_id: {type: "TEXT", vi: "đơn vị", en: "agency"}
  month: {type: "TEXT", vi: "tháng", en: "month"}
--- */
select source_id, agency_id, month from sources.missing_file
