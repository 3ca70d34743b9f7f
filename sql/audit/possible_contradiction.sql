/* ---
title:
  vi: "Quy định có thể mâu thuẫn, do người đọc phát hiện: cần hỏi, chưa phải kết luận"
  en: "Rules that seem unable to hold together, found by reading: to be asked about, no finding"
primary_key: [contradiction_id]
fields:
  contradiction_id: {type: "TEXT", vi: "số", en: "number"}
  standard_ids: {type: "TEXT", vi: "các chuẩn mực", en: "standards"}
  limits_vi: {type: "TEXT", vi: "hai thời hạn", en: "the two limits, in Vietnamese"}
  limits_en: {type: "TEXT", vi: "hai thời hạn, tiếng Anh", en: "the two limits"}
  question_vi: {type: "TEXT", vi: "cần hỏi", en: "to ask, in Vietnamese"}
  question_en: {type: "TEXT", vi: "cần hỏi, tiếng Anh", en: "to ask"}
--- */
select id as contradiction_id, standard_ids, limits_vi, limits_en, question_vi, question_en from sources.possible_contradiction
