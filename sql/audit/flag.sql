/* ---
title:
  vi: "Cảnh báo: phát hiện cần có người xử lý"
  en: "Flags: findings a person must act on"
primary_key: [flag_id]
fields:
  flag_id: {type: "TEXT", vi: "mã cảnh báo", en: "flag"}
  kind: {type: "TEXT", vi: "loại", en: "kind"}
  audience: {type: "TEXT", vi: "published: công bố; lead: chỉ cho kiểm tra", en: "audience"}
  agency_id: {type: "TEXT", vi: "đơn vị", en: "agency"}
  standard_id: {type: "TEXT", vi: "chuẩn mực", en: "standard"}
  subject: {type: "TEXT", vi: "đối tượng chi tiết", en: "subject"}
  plan_group: {type: "BIGINT", vi: "nhóm nhiệm vụ", en: "plan group"}
  window_end: {type: "DATE", vi: "ngày cuối của 12 tháng", en: "window end"}
  since: {type: "DATE", vi: "ngày đầu của tháng bắt đầu; với loại đếm từng trường hợp là tháng của trường hợp sớm nhất được đếm; since_earliest trống thì là muộn nhất từ tháng này", en: "first day of the month it began; for kinds that count single cases the month of the earliest case counted; where since_earliest is empty, the latest month it may have begun"}
  severity: {type: "BIGINT", vi: "mức nghiêm trọng (1–4)", en: "severity (1–4)"}
  probability: {type: "DECIMAL(38,6)", vi: "xác suất là khoảng cách thật", en: "probability of a real gap"}
  numerator: {type: "BIGINT", vi: "số nghĩa vụ chưa đúng luật", en: "unmet duties"}
  denominator: {type: "BIGINT", vi: "số nghĩa vụ đến hạn", en: "duties due"}
  head: {type: "TEXT", vi: "người đứng đầu trong kỳ", en: "head in office"}
  legal_basis: {type: "TEXT", vi: "căn cứ pháp lý", en: "legal basis"}
  statement_vi: {type: "TEXT", vi: "nội dung", en: "statement in Vietnamese"}
  statement_en: {type: "TEXT", vi: "nội dung tiếng Anh", en: "statement in English"}
  recommended_step_vi: {type: "TEXT", vi: "việc nên làm", en: "recommended step in Vietnamese"}
  recommended_step_en: {type: "TEXT", vi: "việc nên làm, tiếng Anh", en: "recommended step in English"}
  other_explanations_vi: {type: "TEXT", vi: "cách giải thích khác", en: "other explanations in Vietnamese"}
  other_explanations_en: {type: "TEXT", vi: "cách giải thích khác, tiếng Anh", en: "other explanations in English"}
  reply: {type: "TEXT", made_in: editions, vi: "ý kiến của đơn vị", en: "reply of the agency"}
  life: {type: "TEXT", made_in: editions, vi: "so với kỳ đã công bố trước: new mới, continuing tiếp diễn, worse nặng hơn, better giảm nhẹ, resolved đã khắc phục, withdrawn đã rút; hai loại sau không còn hiệu lực", en: "beside the edition published before: new, continuing, worse, better; resolved and withdrawn no longer stand"}
  since_earliest: {type: "DATE", vi: "sớm nhất có thể bắt đầu (khoảng tin cậy 95 %); trống: không rõ, có thể trước tháng đầu tiên có số liệu", en: "earliest it may have begun (95 % interval); empty: unknown, maybe before the first month with data"}
  since_latest: {type: "DATE", vi: "muộn nhất có thể bắt đầu (khoảng tin cậy 95 %)", en: "latest it may have begun (95 % interval)"}
  evidence_sql: {type: "TEXT", vi: "câu lệnh trả về các dòng chứng cứ", en: "query returning the evidence rows"}
  life_cause: {type: "TEXT", made_in: editions, vi: "nguyên nhân chấm dứt: new_cases, corrected_file, late_data, law, parameter, erasure, code", en: "what ended it: new_cases, corrected_file, late_data, law, parameter, erasure, code"}
  life_reason_vi: {type: "TEXT", made_in: editions, vi: "vì sao nặng hơn, giảm nhẹ, chấm dứt hoặc rút", en: "why it is worse, better, resolved or withdrawn, in Vietnamese"}
  life_reason_en: {type: "TEXT", made_in: editions, vi: "như trên, tiếng Anh", en: "why it is worse, better, resolved or withdrawn"}
  first_listed_in: {type: "TEXT", made_in: editions, vi: "kỳ công bố đầu tiên nêu cảnh báo này liên tục đến nay", en: "first edition of the unbroken run that lists it"}
  ended_in: {type: "TEXT", made_in: editions, vi: "kỳ công bố mà cảnh báo chấm dứt hoặc được rút", en: "edition in which it was resolved or withdrawn"}
  asked_in: {type: "TEXT", made_in: editions, vi: "kỳ dự thảo đã gửi đơn vị lấy ý kiến", en: "draft in which the agency was asked"}
  reply_status: {type: "TEXT", made_in: editions, vi: "answered đã phản hồi, asking đang lấy ý kiến, unanswered chưa phản hồi, not_asked chưa lấy ý kiến", en: "answered, asking (this is a draft), unanswered, not_asked"}
  reply_at: {type: "DATE", made_in: editions, vi: "ngày phản hồi", en: "day of the reply"}
  reply_accepted: {type: "BOOLEAN", made_in: editions, vi: "đơn vị chấp nhận cảnh báo", en: "whether the agency accepts the flag"}
--- */
select
    flag_id,
    kind,
    audience,
    agency_id,
    standard_id,
    subject,
    plan_group,
    window_end,
    since,
    severity,
    probability,
    numerator,
    denominator,
    head,
    legal_basis,
    statement_vi,
    statement_en,
    recommended_step_vi,
    recommended_step_en,
    other_explanations_vi,
    other_explanations_en,
    reply,
    life,
    since_earliest,
    since_latest,
    evidence_sql,
    life_cause,
    life_reason_vi,
    life_reason_en,
    first_listed_in,
    ended_in,
    asked_in,
    reply_status,
    reply_at,
    reply_accepted
from editions.flag
