/* ---
title:
  vi: Tham số của kỳ công bố, với ảnh hưởng đo được đến số cảnh báo
  en: Parameters of this edition, with their measured effect on the number of flags
primary_key: [name]
fields:
  name: {type: "TEXT", vi: "tham số", en: "parameter"}
  value: {type: "TEXT", vi: "giá trị", en: "value"}
  default_value: {type: "TEXT", vi: "mặc định", en: "default"}
  effect_vi: {type: "TEXT", vi: "ảnh hưởng", en: "effect in Vietnamese"}
  effect_en: {type: "TEXT", vi: "ảnh hưởng, tiếng Anh", en: "effect in English"}
  lower: {type: "DECIMAL(38,6)", vi: "giá trị thấp hơn đã thử; trống: kỳ này không cảnh báo nào phụ thuộc", en: "lower value tried; empty: no flag of this edition depends on it"}
  higher: {type: "DECIMAL(38,6)", vi: "giá trị cao hơn đã thử", en: "higher value tried"}
  flags: {type: "BIGINT", vi: "số cảnh báo và dấu hiệu với giá trị hiện dùng", en: "flags, leads included, at the value in use"}
  flags_lower: {type: "BIGINT", vi: "số cảnh báo và dấu hiệu với giá trị thấp hơn", en: "flags, leads included, at the lower value"}
  flags_higher: {type: "BIGINT", vi: "số cảnh báo và dấu hiệu với giá trị cao hơn", en: "flags, leads included, at the higher value"}
--- */
select
    p.name, p.value, p.default_value, p.effect_vi, p.effect_en,
    e.lower, e.higher, e.flags, e.flags_lower, e.flags_higher
from sources.parameter as p
left join gaps.parameter_effect as e on p.name = e.name
