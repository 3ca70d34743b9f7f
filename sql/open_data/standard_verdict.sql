/* ---
title:
  vi: "Kết luận cho từng chuẩn mực có đủ số liệu công bố được"
  en: "Verdicts on standards whose counts can all be published"
primary_key: [standard_id]
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
  law_supported: {type: "BOOLEAN", vi: "đủ căn cứ cho rằng vướng mắc ở quy định", en: "support for a problem of the law"}
--- */
select
    v.standard_id,
    v.window_end,
    v.agencies,
    v.median_shrunk,
    v.share_below,
    v.verdict,
    v.legal_limit,
    v.workable_limit,
    v.workable_lower,
    v.workable_upper,
    v.law_supported
from standard_verdict as v
-- a median over few agencies, or over counts that cannot even be published as a sum, would tell of a single one
where v.standard_id in (
    select c.standard_id from open_cell as c group by c.standard_id having bool_and(coalesce(c.level, '') in ('agency', 'rest_of_tier'))
)
