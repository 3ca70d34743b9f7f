/* ---
title:
  vi: Kết luận cho từng chuẩn mực
  en: Verdict per standard
primary_key: [standard_id, window_end]
fields:
  standard_id: {type: "TEXT", vi: "chuẩn mực", en: "standard"}
  window_end: {type: "DATE", vi: "ngày cuối của 12 tháng", en: "last day of the window"}
  agencies: {type: "BIGINT", vi: "số đơn vị", en: "agencies"}
  median_shrunk: {type: "DECIMAL(38,6)", vi: "trung vị", en: "median"}
  share_below: {type: "DECIMAL(38,6)", vi: "tỷ lệ đơn vị dưới mức", en: "share of agencies below the line"}
  verdict: {type: "TEXT", vi: "kết luận: workable, common_cause, agency_cause, mixed, not_assessable", en: "verdict"}
  legal_limit: {type: "DECIMAL(38,6)", vi: "thời hạn luật định", en: "legal limit"}
  workable_limit: {type: "DECIMAL(38,6)", vi: "thời hạn khả thi", en: "workable limit"}
  workable_lower: {type: "DECIMAL(38,6)", vi: "cận dưới", en: "lower"}
  workable_upper: {type: "DECIMAL(38,6)", vi: "cận trên", en: "upper"}
  review_findings: {type: "BIGINT", vi: "số kết quả rà soát liên quan", en: "related review findings"}
  law_supported: {type: "BOOLEAN", vi: "đủ căn cứ cho rằng vướng mắc ở quy định", en: "support for a problem of the law"}
--- */
select
    standard_id,
    window_end,
    agencies,
    median_shrunk,
    share_below,
    verdict,
    legal_limit,
    workable_limit,
    workable_lower,
    workable_upper,
    review_findings,
    law_supported
from gaps.standard_verdict
