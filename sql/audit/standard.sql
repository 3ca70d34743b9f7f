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
  case_kind: {type: "TEXT", vi: "loại vụ việc", en: "case kind"}
  kind: {type: "TEXT", vi: "loại: deadline, ratio, existence", en: "kind"}
  direction: {type: "TEXT", vi: "max: không muộn hơn; min: không sớm hơn", en: "max: not later; min: not sooner"}
  tier: {type: "TEXT", vi: "cấp áp dụng", en: "tiers it applies to"}
  start_event: {type: "TEXT", vi: "sự kiện bắt đầu", en: "start event"}
  end_event: {type: "TEXT", vi: "sự kiện kết thúc", en: "end event"}
  limit_value: {type: "DECIMAL(38,6)", vi: "thời hạn", en: "limit"}
  unit: {type: "TEXT", vi: "đơn vị tính", en: "unit"}
  cut_off_hour: {type: "BIGINT", vi: "giờ chốt nhận trong ngày", en: "cut-off hour"}
  condition: {type: "TEXT", vi: "điều kiện áp dụng", en: "condition"}
  variant_of: {type: "TEXT", vi: "biến thể của", en: "variant of"}
  required: {type: "DECIMAL(38,6)", vi: "mức pháp luật đòi hỏi", en: "required rate"}
  tolerance: {type: "DECIMAL(38,6)", vi: "dung sai", en: "tolerance"}
  weight: {type: "DECIMAL(38,6)", vi: "trọng số trong nhóm nhiệm vụ khi tính điểm; các biến thể của một nghĩa vụ chia nhau", en: "weight within its plan group in the scores; variants of one duty share it"}
  effective_from: {type: "DATE", vi: "hiệu lực từ", en: "in force from"}
  effective_to: {type: "DATE", vi: "hiệu lực đến", en: "in force to"}
  status: {type: "TEXT", vi: "confirmed: đã xác nhận; seen: đã đọc bản sao; to_confirm: cần xác nhận", en: "confirmed, seen or to_confirm"}
  evidence: {type: "TEXT", vi: "nơi đã đọc", en: "where it was read"}
  carried_by: {type: "TEXT", vi: "nguồn mang sự kiện", en: "source that carries its events"}
  due_event: {type: "TEXT", vi: "sự kiện chứa hạn ghi trong hồ sơ", en: "event that holds a stated due date"}
  ends_on_working_day: {type: "BOOLEAN", vi: "hạn rơi vào ngày nghỉ thì chuyển sang ngày làm việc kế tiếp", en: "a due day off moves to the next working day"}
  extendable: {type: "BOOLEAN", vi: "được gia hạn khi có căn cứ", en: "may be extended with a ground"}
  led_by: {type: "TEXT", vi: "đơn vị chủ trì quy định", en: "unit that leads the rule"}
  note: {type: "TEXT", vi: "ghi chú", en: "note"}
  extension_act: {type: "TEXT", vi: "văn bản phải có khi áp dụng thời hạn dài hơn", en: "written act that a longer limit needs"}
  extension_event: {type: "TEXT", vi: "sự kiện ghi văn bản đó", en: "event that records this act"}
  max_extension_value: {type: "BIGINT", vi: "gia hạn nhiều nhất", en: "most that may be added"}
  max_extension_unit: {type: "TEXT", vi: "đơn vị tính của gia hạn", en: "unit of the extension"}
  pause_from: {type: "DATE", vi: "ngày luật bắt đầu cho tạm dừng thời hạn", en: "day since which the law stops this clock"}
  measure: {type: "TEXT", vi: "scored: có chấm điểm; indicative: tham khảo; not_measured: không đo", en: "scored, indicative or not_measured"}
  not_measured_reason_vi: {type: "TEXT", vi: "vì sao không đo hoặc chỉ tham khảo", en: "why not measured or only indicative, in Vietnamese"}
  not_measured_reason_en: {type: "TEXT", vi: "như trên, tiếng Anh", en: "why not measured or only indicative"}
  question: {type: "TEXT", vi: "câu hỏi còn mở cho cán bộ pháp chế", en: "open question for the legal officer, in Vietnamese"}
  question_en: {type: "TEXT", vi: "câu hỏi còn mở, tiếng Anh", en: "open question for the legal officer"}
  owed_by: {type: "TEXT", vi: "ai có nghĩa vụ: agency, inspecting_agency, parent_agency, city", en: "who owes it: agency, inspecting_agency, parent_agency, city"}
  computed_by: {type: "TEXT", vi: "cách tính: clock, posting, register, register_by_document (mỗi văn bản một nghĩa vụ), presence, figure, columns, days_per_period, events_per_case", en: "how it is counted"}
--- */
select
    standard_id,
    plan_group,
    name_vi,
    name_en,
    legal_basis,
    case_kind,
    kind,
    direction,
    tier,
    start_event,
    end_event,
    limit_value,
    unit,
    cut_off_hour,
    condition,
    variant_of,
    required,
    tolerance,
    weight,
    effective_from,
    effective_to,
    status,
    evidence,
    carried_by,
    due_event,
    ends_on_working_day,
    extendable,
    led_by,
    note,
    extension_act,
    extension_event,
    max_extension_value,
    max_extension_unit,
    pause_from,
    measure,
    not_measured_reason_vi,
    not_measured_reason_en,
    question,
    question_en,
    owed_by,
    computed_by
from sources.standard
