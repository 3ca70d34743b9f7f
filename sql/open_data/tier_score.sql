/* ---
title:
  vi: "Điểm của đơn vị trung vị ở từng cấp, làm tròn đến điểm"
  en: "Score of the median agency of each tier, in whole points"
primary_key: [tier, plan_group]
fields:
  tier: {type: "TEXT", vi: "cấp", en: "tier"}
  plan_group: {type: "BIGINT", vi: "nhóm nhiệm vụ (1–7); 0: điểm chung", en: "task group (1–7); 0: over all"}
  window_end: {type: "DATE", vi: "ngày cuối của 12 tháng", en: "last day of the window"}
  score: {type: "BIGINT", vi: "điểm của đơn vị trung vị; trống: không đơn vị nào đủ cơ sở xếp điểm", en: "score of the median agency; empty: no agency can be scored"}
  agencies: {type: "BIGINT", vi: "số đơn vị có chuẩn mực áp dụng", en: "agencies to which standards apply"}
--- */
select
    tier,
    plan_group,
    window_end,
    cast(round(score) as bigint) as score,
    agencies
from tier_score
-- the median of few is one of them
where scored >= 10
