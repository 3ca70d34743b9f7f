/* ---
title:
  vi: "Chuẩn mực: nghĩa vụ đo được mà pháp luật đặt ra"
  en: "Standards: measurable duties the law sets"
primary_key: [standard_id]
fields:
  standard_id: {type: "TEXT", vi: "mã chuẩn mực", en: "standard"}
  plan_group: {type: "BIGINT", vi: "nhóm nhiệm vụ của kế hoạch (1–7)", en: "task group of the plan (1–7)"}
  name_vi: {type: "TEXT", vi: "tên", en: "name in Vietnamese"}
  name_en: {type: "TEXT", vi: "tên tiếng Anh", en: "name in English"}
  legal_basis: {type: "TEXT", vi: "căn cứ pháp lý", en: "legal basis"}
  kind: {type: "TEXT", vi: "loại: deadline, ratio, existence", en: "kind"}
  direction: {type: "TEXT", vi: "max: không muộn hơn; min: không sớm hơn", en: "max: not later; min: not sooner"}
  tier: {type: "TEXT", vi: "cấp áp dụng", en: "tiers it applies to"}
  limit_value: {type: "DECIMAL(38,6)", vi: "thời hạn", en: "limit"}
  unit: {type: "TEXT", vi: "đơn vị tính", en: "unit"}
  required: {type: "DECIMAL(38,6)", vi: "mức pháp luật đòi hỏi", en: "required rate"}
  tolerance: {type: "DECIMAL(38,6)", vi: "dung sai", en: "tolerance"}
  effective_from: {type: "DATE", vi: "hiệu lực từ", en: "in force from"}
  effective_to: {type: "DATE", vi: "hiệu lực đến", en: "in force to"}
  status: {type: "TEXT", vi: "confirmed: đã xác nhận; seen: đã đọc bản sao; to_confirm: cần xác nhận", en: "confirmed, seen or to_confirm"}
  measure: {type: "TEXT", vi: "scored: có chấm điểm; indicative: tham khảo; not_measured: không đo", en: "scored, indicative or not_measured"}
  not_measured_reason_vi: {type: "TEXT", vi: "vì sao không đo hoặc chỉ tham khảo", en: "why not measured or only indicative, in Vietnamese"}
  not_measured_reason_en: {type: "TEXT", vi: "như trên, tiếng Anh", en: "why not measured or only indicative"}
--- */
select
    standard_id,
    plan_group,
    name_vi,
    name_en,
    legal_basis,
    kind,
    direction,
    tier,
    limit_value,
    unit,
    required,
    tolerance,
    effective_from,
    effective_to,
    status,
    measure,
    not_measured_reason_vi,
    not_measured_reason_en
from standard
