/* ---
title:
  vi: Khoảng cách giữa thực tế và pháp luật trong 12 tháng
  en: How far practice lies below the line over 12 months
primary_key: [agency_id, standard_id, window_end]
fields:
  agency_id: {type: "TEXT", vi: "đơn vị", en: "agency"}
  standard_id: {type: "TEXT", vi: "chuẩn mực", en: "standard"}
  window_end: {type: "DATE", vi: "ngày cuối của 12 tháng", en: "last day of the window"}
  assessable: {type: "BOOLEAN", vi: "đủ cơ sở đánh giá", en: "assessable"}
  required: {type: "DECIMAL(38,6)", vi: "mức đòi hỏi", en: "required"}
  tolerance: {type: "DECIMAL(38,6)", vi: "dung sai", en: "tolerance"}
  numerator: {type: "BIGINT", vi: "số đạt", en: "met"}
  denominator: {type: "BIGINT", vi: "số đến hạn", en: "due"}
  unknown: {type: "BIGINT", vi: "số không xác định", en: "unknown"}
  achieved: {type: "DECIMAL(38,6)", vi: "tỷ lệ đạt", en: "achieved"}
  shrunk: {type: "DECIMAL(38,6)", vi: "ước lượng đã hiệu chỉnh", en: "posterior mean"}
  shrunk_lower: {type: "DECIMAL(38,6)", vi: "cận dưới 95 %", en: "lower 95 %"}
  shrunk_upper: {type: "DECIMAL(38,6)", vi: "cận trên 95 %", en: "upper 95 %"}
  gap: {type: "DECIMAL(38,6)", vi: "khoảng cách", en: "gap"}
  common_part: {type: "DECIMAL(38,6)", vi: "phần nguyên nhân chung", en: "common part"}
  agency_part: {type: "DECIMAL(38,6)", vi: "phần của đơn vị", en: "agency part"}
  unmet_duties: {type: "BIGINT", vi: "số nghĩa vụ chưa đúng luật", en: "unmet duties"}
  p_null: {type: "DECIMAL(38,6)", vi: "xác suất không có khoảng cách", en: "probability of no gap"}
--- */
select
    agency_id,
    standard_id,
    window_end,
    assessable,
    required,
    tolerance,
    numerator,
    denominator,
    unknown,
    achieved,
    shrunk,
    shrunk_lower,
    shrunk_upper,
    gap,
    common_part,
    agency_part,
    unmet_duties,
    p_null
from gaps.gap
