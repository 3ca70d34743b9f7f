/* ---
title:
  vi: Nguồn dữ liệu và mức đầy đủ
  en: Sources and how complete they are
primary_key: [source_id]
fields:
  source_id: {type: "TEXT", vi: "nguồn", en: "source"}
  kind: {type: "TEXT", vi: "loại vụ việc", en: "case kind"}
  title_vi: {type: "TEXT", vi: "tên", en: "title in Vietnamese"}
  title_en: {type: "TEXT", vi: "tên tiếng Anh", en: "title in English"}
  sender: {type: "TEXT", vi: "nơi gửi: agency, city, once", en: "who sends: agency, city, once"}
  due_day: {type: "BIGINT", vi: "ngày phải nộp của tháng sau", en: "due day of the next month"}
  completeness: {type: "TEXT", vi: "mức đầy đủ", en: "completeness"}
  note_vi: {type: "TEXT", vi: "lý do chưa đủ", en: "why not complete, Vietnamese"}
  note_en: {type: "TEXT", vi: "lý do chưa đủ, tiếng Anh", en: "why not complete, English"}
--- */
select
    source_id,
    kind,
    title_vi,
    title_en,
    sender,
    due_day,
    completeness,
    note_vi,
    note_en
from sources.source
