/* ---
title:
  vi: "Điểm của đơn vị theo nhóm nhiệm vụ, kèm khoảng tin cậy và khoảng hạng"
  en: "Scores of agencies by task group, with interval and rank interval"
primary_key: [agency_id, plan_group, window_end]
fields:
  agency_id: {type: "TEXT", vi: "đơn vị", en: "agency"}
  plan_group: {type: "BIGINT", vi: "nhóm nhiệm vụ (1–7); 0: điểm chung", en: "task group (1–7); 0: over all"}
  window_end: {type: "DATE", vi: "ngày cuối của 12 tháng", en: "last day of the window"}
  tier: {type: "TEXT", vi: "cấp của đơn vị", en: "tier of the agency"}
  score: {type: "DECIMAL(38,6)", vi: "điểm 0–100: trung vị của các lần mô phỏng; trống: chưa đủ cơ sở xếp điểm", en: "0–100, median of the draws; empty: not enough to score"}
  lower: {type: "DECIMAL(38,6)", vi: "cận dưới 90 %", en: "lower end of the 90 % interval"}
  upper: {type: "DECIMAL(38,6)", vi: "cận trên 90 %", en: "upper end of the 90 % interval"}
  band: {type: "TEXT", vi: "bậc: A từ 95, B từ 85, C từ 70, D từ 50, còn lại E", en: "band: A from 95, B from 85, C from 70, D from 50, else E"}
  rank_lower: {type: "BIGINT", vi: "hạng tốt nhất có thể (90 %), trong cùng cấp", en: "best likely rank (90 %) within the tier"}
  rank_upper: {type: "BIGINT", vi: "hạng kém nhất có thể (90 %), trong cùng cấp", en: "worst likely rank (90 %) within the tier"}
  ranked_among: {type: "BIGINT", vi: "số đơn vị cùng cấp có điểm", en: "agencies of the tier that have a score"}
  coverage: {type: "DECIMAL(38,6)", vi: "phần trọng số của chuẩn mực áp dụng có đủ số liệu; dưới 0,6 thì không có điểm", en: "share of the weight of applicable standards with assessable data; under 0.6 no score"}
  without_common: {type: "DECIMAL(38,6)", vi: "điểm khi bỏ các chuẩn mực hầu như không đơn vị nào làm kịp", en: "score without the standards that nearly nobody keeps"}
--- */
select agency_id, plan_group, window_end, tier, score, lower, upper, band, rank_lower, rank_upper, ranked_among, coverage, without_common
from gaps.score
