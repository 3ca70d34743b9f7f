/* ---
title:
  vi: "Câu hỏi chỉ cán bộ pháp chế trả lời được"
  en: "Questions that only a legal officer can answer"
primary_key: [question_id]
fields:
  question_id: {type: "TEXT", vi: "số câu hỏi", en: "number"}
  standard_ids: {type: "TEXT", vi: "các chuẩn mực đang chờ", en: "standards that wait for it"}
  question_vi: {type: "TEXT", vi: "câu hỏi", en: "question in Vietnamese"}
  question_en: {type: "TEXT", vi: "câu hỏi, tiếng Anh", en: "question"}
  blocks_vi: {type: "TEXT", vi: "việc phải chờ câu trả lời", en: "what waits for the answer, in Vietnamese"}
  blocks_en: {type: "TEXT", vi: "việc phải chờ câu trả lời, tiếng Anh", en: "what waits for the answer"}
--- */
select id as question_id, standard_ids, question_vi, question_en, blocks_vi, blocks_en from sources.open_question
