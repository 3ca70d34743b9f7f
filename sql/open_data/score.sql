/* ---
title:
  vi: "Điểm theo nhóm nhiệm vụ của những đơn vị có mọi số liệu thành phần đều công bố được"
  en: "Scores of agencies all of whose counts are published"
primary_key: [agency_id, plan_group]
fields:
  agency_id: {type: "TEXT", vi: "đơn vị", en: "agency"}
  plan_group: {type: "BIGINT", vi: "nhóm nhiệm vụ (1–7); 0: điểm chung", en: "task group (1–7); 0: over all"}
  window_end: {type: "DATE", vi: "ngày cuối của 12 tháng", en: "last day of the window"}
  tier: {type: "TEXT", vi: "cấp của đơn vị", en: "tier of the agency"}
  score: {type: "DECIMAL(38,6)", vi: "điểm 0–100: trung vị của các lần mô phỏng; trống: chưa đủ cơ sở xếp điểm", en: "0–100, median of the draws; empty: not enough to score"}
  lower: {type: "DECIMAL(38,6)", vi: "cận dưới 90 %", en: "lower end of the 90 % interval"}
  upper: {type: "DECIMAL(38,6)", vi: "cận trên 90 %", en: "upper end of the 90 % interval"}
  band: {type: "TEXT", vi: "bậc: A từ 95, B từ 85, C từ 70, D từ 50, còn lại E", en: "band: A from 95, B from 85, C from 70, D from 50, else E"}
  coverage: {type: "DECIMAL(38,6)", vi: "phần trọng số của chuẩn mực áp dụng có đủ số liệu; dưới 0,6 thì không có điểm", en: "share of the weight of applicable standards with assessable data; under 0.6 no score"}
  without_common: {type: "DECIMAL(38,6)", vi: "điểm khi bỏ các chuẩn mực hầu như không đơn vị nào làm kịp", en: "score without the standards that nearly nobody keeps"}
--- */
select
    v.agency_id,
    v.plan_group,
    v.window_end,
    v.tier,
    v.score,
    v.lower,
    v.upper,
    v.band,
    v.coverage,
    v.without_common
from score as v
-- a score is made of an agency's rates: beside the published ones it would give a hidden one away
where v.agency_id in (select c.agency_id from open_cell as c)
    and not exists (
        select 1 from open_cell as c
        where c.agency_id = v.agency_id and (v.plan_group = 0 or c.plan_group = v.plan_group) and c.level is distinct from 'agency'
    )
