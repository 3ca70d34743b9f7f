/* ---
title:
  vi: "Căn cứ tính điểm: chuẩn mực áp dụng cho từng đơn vị, và có đủ số liệu để đánh giá không"
  en: "What a score stands on: the standards that apply to each agency, and whether data can tell how they are kept"
primary_key: [agency_id, standard_id, window_end]
fields:
  agency_id: {type: TEXT, vi: đơn vị, en: agency}
  standard_id: {type: TEXT, vi: chuẩn mực, en: standard}
  window_end: {type: DATE, vi: ngày cuối của 12 tháng, en: last day of the window}
  tier: {type: TEXT, vi: cấp của đơn vị, en: tier of the agency}
  plan_group: {type: BIGINT, vi: nhóm nhiệm vụ của kế hoạch, en: task group of the plan}
  required: {type: "DECIMAL(38,6)", vi: mức phải đạt, en: required rate}
  weight: {type: "DECIMAL(38,6)", vi: "trọng số trong nhóm; các biến thể của một nghĩa vụ chia nhau", en: "weight within the group; variants of one duty share it"}
  basis: {type: TEXT, vi: "assessed: đánh giá được; outcome_unknown: trên 40 % nghĩa vụ chưa rõ kết quả; source_incomplete: nguồn là mẫu hoặc không đầy đủ; source_absent: nguồn chưa gửi đủ 12 tháng; not_registered: nghĩa vụ định kỳ không có trong số liệu", en: "assessed; outcome_unknown: the outcome of more than 40 % of the duties is not known; source_incomplete: a sample or incomplete; source_absent: not all months came; not_registered: a periodic duty the data say nothing of"}
--- */
select agency_id, standard_id, window_end, tier, plan_group, required, weight, basis from gaps.score_basis
