/* ---
title:
  vi: Chất lượng số liệu theo nguồn, đơn vị, tháng
  en: Quality of the data by source, agency and month
primary_key: [source_id, agency_id, month, dimension]
fields:
  source_id: {type: "TEXT", vi: "nguồn", en: "source"}
  agency_id: {type: "TEXT", vi: "đơn vị (rỗng: tệp của cả thành phố)", en: "agency (empty: files of the whole city)"}
  month: {type: "TEXT", vi: "tháng", en: "month"}
  dimension: {type: "TEXT", vi: "completeness: đầy đủ; validity: hợp lệ; timeliness: đúng hạn nộp; consistency: nhất quán", en: "completeness, validity, timeliness or consistency"}
  checked: {type: "BIGINT", vi: "số ô, dòng, tệp hoặc vụ việc đã kiểm tra", en: "cells, rows, files or cases checked"}
  failed: {type: "BIGINT", vi: "số không đạt", en: "failed"}
--- */
select source_id, agency_id, month, dimension, checked, failed from cases.quality
