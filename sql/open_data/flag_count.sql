/* ---
title:
  vi: "Số cảnh báo công bố theo loại, của cả địa phương"
  en: "Published flags by kind, over the whole jurisdiction"
primary_key: [kind]
fields:
  kind: {type: "TEXT", vi: "loại", en: "kind"}
  flags: {type: "BIGINT", vi: "số cảnh báo đang còn hiệu lực", en: "flags that stand"}
--- */
select
    kind,
    count(*) as flags
from flag
where audience = 'published' and ended_in is null
group by kind
