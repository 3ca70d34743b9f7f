/* ---
title:
  vi: "Cảnh báo công bố mà số đếm của đơn vị cũng công bố được, và cảnh báo về quy định"
  en: "Published flags on agencies whose counts are published, and on rules"
primary_key: [flag_id]
fields:
  flag_id: {type: "TEXT", vi: "mã cảnh báo", en: "flag"}
  kind: {type: "TEXT", vi: "loại", en: "kind"}
  agency_id: {type: "TEXT", vi: "đơn vị", en: "agency"}
  standard_id: {type: "TEXT", vi: "chuẩn mực", en: "standard"}
  plan_group: {type: "BIGINT", vi: "nhóm nhiệm vụ", en: "plan group"}
  window_end: {type: "DATE", vi: "ngày cuối của 12 tháng", en: "window end"}
  severity: {type: "BIGINT", vi: "mức nghiêm trọng (1–4)", en: "severity (1–4)"}
  probability: {type: "DECIMAL(38,6)", vi: "xác suất là khoảng cách thật", en: "probability of a real gap"}
  legal_basis: {type: "TEXT", vi: "căn cứ pháp lý", en: "legal basis"}
  recommended_step_vi: {type: "TEXT", vi: "việc nên làm", en: "recommended step in Vietnamese"}
  recommended_step_en: {type: "TEXT", vi: "việc nên làm, tiếng Anh", en: "recommended step in English"}
  life: {type: "TEXT", vi: "so với kỳ đã công bố trước: new mới, continuing tiếp diễn, worse nặng hơn, better giảm nhẹ, resolved đã khắc phục, withdrawn đã rút; hai loại sau không còn hiệu lực", en: "beside the edition published before: new, continuing, worse, better; resolved and withdrawn no longer stand"}
  first_listed_in: {type: "TEXT", vi: "kỳ công bố đầu tiên nêu cảnh báo này liên tục đến nay", en: "first edition of the unbroken run that lists it"}
  reply_status: {type: "TEXT", vi: "answered đã phản hồi, asking đang lấy ý kiến, unanswered chưa phản hồi, not_asked chưa lấy ý kiến", en: "answered, asking (this is a draft), unanswered, not_asked"}
  reply_accepted: {type: "BOOLEAN", vi: "đơn vị chấp nhận cảnh báo", en: "whether the agency accepts the flag"}
--- */
select
    f.flag_id,
    f.kind,
    f.agency_id,
    f.standard_id,
    f.plan_group,
    f.window_end,
    f.severity,
    f.probability,
    f.legal_basis,
    f.recommended_step_vi,
    f.recommended_step_en,
    f.life,
    f.first_listed_in,
    f.reply_status,
    f.reply_accepted
from flag as f
left join open_gap as g on f.agency_id = g.agency_id and f.standard_id = g.standard_id
where f.audience = 'published'
    and f.ended_in is null
    -- other kinds count rows of their own, often few
    and ((f.kind = 'unmet' and g.cell is not null) or (f.kind = 'unworkable' and f.standard_id in (select v.standard_id from open_standard_verdict as v)))
