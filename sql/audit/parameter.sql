/* ---
title:
  vi: Tham số của kỳ công bố
  en: Parameters of this edition
primary_key: [name]
fields:
  name: {type: "TEXT", vi: "tham số", en: "parameter"}
  value: {type: "TEXT", vi: "giá trị", en: "value"}
  default_value: {type: "TEXT", vi: "mặc định", en: "default"}
  effect_vi: {type: "TEXT", vi: "ảnh hưởng", en: "effect in Vietnamese"}
  effect_en: {type: "TEXT", vi: "ảnh hưởng, tiếng Anh", en: "effect in English"}
--- */
select
    name,
    value,
    default_value,
    effect_vi,
    effect_en
from sources.parameter
