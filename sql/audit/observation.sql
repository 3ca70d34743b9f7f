/* ---
title:
  vi: Chỉ số theo đơn vị, chuẩn mực và kỳ
  en: Computed indicator values
primary_key: [indicator_id, agency_id, standard_id, period, window_months]
fields:
  indicator_id: {type: "TEXT", vi: "chỉ số", en: "indicator"}
  agency_id: {type: "TEXT", vi: "đơn vị", en: "agency"}
  standard_id: {type: "TEXT", vi: "chuẩn mực", en: "standard"}
  period: {type: "TEXT", vi: "tháng cuối của kỳ", en: "last month of the window"}
  window_months: {type: "BIGINT", vi: "số tháng", en: "months"}
  family: {type: "TEXT", vi: "họ chỉ số", en: "family"}
  numerator: {type: "BIGINT", vi: "tử số", en: "numerator"}
  denominator: {type: "BIGINT", vi: "mẫu số", en: "denominator"}
  unknown: {type: "BIGINT", vi: "số không xác định được", en: "unknown"}
  value: {type: "DECIMAL(38,6)", vi: "giá trị", en: "value"}
  lower: {type: "DECIMAL(38,6)", vi: "cận dưới 95 % (Wilson, Garwood hoặc Kaplan–Meier theo họ chỉ số)", en: "lower 95 % (Wilson, Garwood or Kaplan–Meier by family)"}
  upper: {type: "DECIMAL(38,6)", vi: "cận trên 95 % (Wilson, Garwood hoặc Kaplan–Meier theo họ chỉ số)", en: "upper 95 % (Wilson, Garwood or Kaplan–Meier by family)"}
  value_if_unknown_unmet: {type: "DECIMAL(38,6)", vi: "giá trị nếu coi không xác định là không đạt, theo chiều xấu: thấp hơn, hoặc cao hơn với chỉ số càng thấp càng tốt", en: "value as if unknown were unmet, the worse way: lower, or higher where less is better"}
  suppressed: {type: "BOOLEAN", vi: "mẫu số nhỏ, không công bố tỷ lệ", en: "denominator too small for a rate"}
--- */
select
    indicator_id,
    agency_id,
    standard_id,
    period,
    window_months,
    family,
    numerator,
    denominator,
    unknown,
    value,
    lower,
    upper,
    value_if_unknown_unmet,
    suppressed
from indicators.observation
