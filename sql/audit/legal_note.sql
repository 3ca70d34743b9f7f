/* ---
title:
  vi: "Nội dung pháp lý không đặt nghĩa vụ, và vì sao"
  en: "Legal material that lays no duty, and why not"
primary_key: [note_id]
fields:
  note_id: {type: "TEXT", vi: "mã", en: "id"}
  name_vi: {type: "TEXT", vi: "nội dung", en: "what, in Vietnamese"}
  name_en: {type: "TEXT", vi: "nội dung, tiếng Anh", en: "what"}
  legal_basis: {type: "TEXT", vi: "căn cứ", en: "legal basis"}
  why_vi: {type: "TEXT", vi: "vì sao không phải chuẩn mực", en: "why it is no standard, in Vietnamese"}
  why_en: {type: "TEXT", vi: "vì sao, tiếng Anh", en: "why it is no standard"}
--- */
select id as note_id, name_vi, name_en, legal_basis, why_vi, why_en from sources.legal_note
