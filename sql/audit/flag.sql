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
  since: {type: "DATE", vi: "ngày đầu của tháng bắt đầu", en: "first day of the month it began"}
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
  reply: {type: "TEXT", vi: "ý kiến đơn vị", en: "reply of the agency"}
  life: {type: "TEXT", vi: "vòng đời: new, continuing, worse, better, resolved, withdrawn", en: "life"}
  evidence_sql: {type: "TEXT", vi: "câu lệnh trả về các dòng chứng cứ", en: "query returning the evidence rows"}
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
    evidence_sql
from gaps.flag
