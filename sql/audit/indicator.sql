/* ---
title:
  vi: "Chỉ số: mỗi chỉ số một dòng, như đã tính trong kỳ này"
  en: "Indicators, one row each, as this edition computed them"
primary_key: [indicator_id]
fields:
  indicator_id: {type: "TEXT", vi: "chỉ số", en: "indicator"}
  title_vi: {type: "TEXT", vi: "tên", en: "title, in Vietnamese"}
  title_en: {type: "TEXT", vi: "tên, tiếng Anh", en: "title"}
  why_vi: {type: "TEXT", vi: "vì sao đo và đếm thế nào", en: "why it is counted and how, in Vietnamese"}
  why_en: {type: "TEXT", vi: "vì sao đo và đếm thế nào, tiếng Anh", en: "why it is counted and how"}
  plan_group: {type: "BIGINT", vi: "nhóm nhiệm vụ (1–7)", en: "task group (1–7)"}
  theme: {type: "TEXT", vi: "chủ đề", en: "theme"}
  family: {type: "TEXT", vi: "họ chỉ số: proportion (tỷ lệ), rate (tần suất), duration (thời gian), amount (lượng)", en: "family: proportion, rate, duration or amount"}
  unit: {type: "TEXT", vi: "đơn vị tính", en: "unit"}
  better: {type: "TEXT", vi: "chiều tốt: higher (càng cao càng tốt), lower (càng thấp càng tốt)", en: "which way is better: higher or lower"}
  grain: {type: "TEXT", vi: "một dòng ứng với gì", en: "what one row stands for"}
  minimum_denominator: {type: "BIGINT", vi: "mẫu số dưới mức này thì chỉ nêu số đếm, không nêu tỷ lệ", en: "below this denominator: counts, no rate"}
  over_12_months: {type: "TEXT", vi: "qua 12 tháng: sum (cộng các tháng), newest (lấy tháng mới nhất), newest_base (tử số cộng, mẫu số lấy tháng mới nhất)", en: "over 12 months: sum, newest month, or newest_base: numerators added up over the newest denominator"}
  standards: {type: "TEXT", vi: "chuẩn mực được đếm, cách nhau bằng dấu cách; all: mọi chuẩn mực của loại vụ việc; none: không theo chuẩn mực nào", en: "standards counted, separated by spaces; all: every one of the case kinds; none: no standard"}
  case_kinds: {type: "TEXT", vi: "loại vụ việc được đọc, cách nhau bằng dấu cách; all: mọi loại", en: "kinds of case read, separated by spaces; all: every kind"}
  source_of_definition: {type: "TEXT", vi: "định nghĩa lấy từ đâu", en: "where the definition comes from"}
  owner: {type: "TEXT", vi: "ai giữ định nghĩa", en: "who keeps the definition"}
  definition_sql: {type: "TEXT", vi: "câu lệnh đã tính chỉ số", en: "the query that computed it"}
--- */
select
    i.indicator_id,
    i.title_vi,
    i.title_en,
    i.why_vi,
    i.why_en,
    i.plan_group,
    i.theme,
    i.family,
    i.unit,
    i.better,
    i.grain,
    i.minimum_denominator,
    i.over_12_months,
    i.standards,
    i.case_kinds,
    i.source_of_definition,
    i.owner,
    i.definition_sql
from indicators.indicator as i
where
    i.standards in ('all', 'none')
    -- an indicator of another jurisdiction's standards says nothing here
    or exists (
        select 1
        from sources.standard as s
        where list_contains(string_split(i.standards, ' '), s.standard_id)
    )
