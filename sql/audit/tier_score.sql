/* ---
title:
  vi: "Điểm của đơn vị trung vị ở từng cấp, theo nhóm nhiệm vụ"
  en: "Score of the median agency of each tier, by task group"
primary_key: [tier, plan_group, window_end]
fields:
  tier: {type: "TEXT", vi: "cấp", en: "tier"}
  plan_group: {type: "BIGINT", vi: "nhóm nhiệm vụ (1–7); 0: điểm chung", en: "task group (1–7); 0: over all"}
  window_end: {type: "DATE", vi: "ngày cuối của 12 tháng", en: "last day of the window"}
  score: {type: "DECIMAL(38,6)", vi: "điểm của đơn vị trung vị; trống: không đơn vị nào đủ cơ sở xếp điểm", en: "score of the median agency; empty: no agency can be scored"}
  lower: {type: "DECIMAL(38,6)", vi: "cận dưới 90 %", en: "lower end of the 90 % interval"}
  upper: {type: "DECIMAL(38,6)", vi: "cận trên 90 %", en: "upper end of the 90 % interval"}
  agencies: {type: "BIGINT", vi: "số đơn vị có chuẩn mực áp dụng", en: "agencies to which standards apply"}
  scored: {type: "BIGINT", vi: "số đơn vị có điểm", en: "agencies that have a score"}
--- */
select tier, plan_group, window_end, score, lower, upper, agencies, scored from gaps.tier_score
