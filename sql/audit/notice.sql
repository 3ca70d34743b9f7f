/* ---
title:
  vi: Thông báo về tệp trong hộp thư
  en: What people must know about files in the inbox
primary_key: [name, message_en]
fields:
  source_id: {type: "TEXT", vi: "nguồn", en: "source"}
  name: {type: "TEXT", vi: "tệp", en: "file"}
  level: {type: "TEXT", vi: "mức: error, warning, info", en: "level"}
  message_vi: {type: "TEXT", vi: "nội dung", en: "message in Vietnamese"}
  message_en: {type: "TEXT", vi: "nội dung tiếng Anh", en: "message in English"}
--- */
select
    source_id,
    name,
    level,
    message_vi,
    message_en
from sources.notice
