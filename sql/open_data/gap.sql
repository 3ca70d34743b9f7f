/* ---
title:
  vi: "Đúng luật và chưa đúng luật trong 12 tháng: theo đơn vị, nơi ít số liệu thì gộp"
  en: "Kept and not kept over 12 months: by agency, summed where counts are small"
primary_key: [cell]
fields:
  cell: {type: "TEXT", vi: "mã dòng: đơn vị~chuẩn mực; tier:cấp~chuẩn mực; tier:cấp~group:nhóm nhiệm vụ", en: "row: agency~standard; tier:tier~standard; tier:tier~group:task group"}
  level: {type: "TEXT", vi: "agency: một đơn vị; rest_of_tier: các đơn vị còn lại của cấp; rest_of_group: phần còn lại của nhóm nhiệm vụ trong cấp", en: "agency: one agency; rest_of_tier: the other agencies of the tier; rest_of_group: what is left of the task group in the tier"}
  agency_id: {type: "TEXT", vi: "đơn vị", en: "agency"}
  standard_id: {type: "TEXT", vi: "chuẩn mực", en: "standard"}
  plan_group: {type: "BIGINT", vi: "nhóm nhiệm vụ của kế hoạch (1–7)", en: "task group of the plan (1–7)"}
  tier: {type: "TEXT", vi: "cấp của đơn vị", en: "tier of the agency"}
  agencies: {type: "BIGINT", vi: "số đơn vị gộp trong dòng", en: "agencies in the row"}
  window_end: {type: "DATE", vi: "ngày cuối của 12 tháng", en: "last day of the window"}
  numerator: {type: "BIGINT", vi: "số đạt", en: "met"}
  denominator: {type: "BIGINT", vi: "số đến hạn", en: "due"}
  unknown: {type: "BIGINT", vi: "số không xác định", en: "unknown"}
  unmet_duties: {type: "BIGINT", vi: "số nghĩa vụ chưa đúng luật", en: "unmet duties"}
  achieved: {type: "DECIMAL(38,6)", vi: "tỷ lệ đạt", en: "achieved"}
  assessable: {type: "BOOLEAN", vi: "đủ cơ sở đánh giá", en: "assessable"}
  required: {type: "DECIMAL(38,6)", vi: "mức đòi hỏi", en: "required"}
  tolerance: {type: "DECIMAL(38,6)", vi: "dung sai", en: "tolerance"}
  shrunk: {type: "DECIMAL(38,6)", vi: "ước lượng đã hiệu chỉnh", en: "posterior mean"}
  shrunk_lower: {type: "DECIMAL(38,6)", vi: "cận dưới 95 %", en: "lower 95 %"}
  shrunk_upper: {type: "DECIMAL(38,6)", vi: "cận trên 95 %", en: "upper 95 %"}
  gap: {type: "DECIMAL(38,6)", vi: "khoảng cách", en: "gap"}
  common_part: {type: "DECIMAL(38,6)", vi: "phần nguyên nhân chung", en: "common part"}
  agency_part: {type: "DECIMAL(38,6)", vi: "phần của đơn vị", en: "agency part"}
  p_null: {type: "DECIMAL(38,6)", vi: "xác suất không có khoảng cách", en: "probability of no gap"}
--- */
select
    c.cell,
    c.level,
    case when c.level = 'agency' then any_value(g.agency_id) end as agency_id,
    case when c.level <> 'rest_of_group' then any_value(g.standard_id) end as standard_id,
    any_value(c.plan_group) as plan_group,
    any_value(c.tier) as tier,
    count(distinct g.agency_id) as agencies,
    any_value(g.window_end) as window_end,
    sum(g.numerator) as numerator,
    sum(g.denominator) as denominator,
    -- of a sum; an agency's own is never small
    case when sum(g.unknown) not between 1 and 4 then sum(g.unknown) end as unknown,
    sum(g.unmet_duties) as unmet_duties,
    cast(round(sum(g.numerator) / nullif(sum(g.denominator), 0), 6) as decimal(38, 6)) as achieved,
    -- what was judged was judged by agency
    case when c.level = 'agency' then any_value(g.assessable) end as assessable,
    case when c.level = 'agency' then any_value(g.required) end as required,
    case when c.level = 'agency' then any_value(g.tolerance) end as tolerance,
    case when c.level = 'agency' then any_value(g.shrunk) end as shrunk,
    case when c.level = 'agency' then any_value(g.shrunk_lower) end as shrunk_lower,
    case when c.level = 'agency' then any_value(g.shrunk_upper) end as shrunk_upper,
    case when c.level = 'agency' then any_value(g.gap) end as gap,
    case when c.level = 'agency' then any_value(g.common_part) end as common_part,
    case when c.level = 'agency' then any_value(g.agency_part) end as agency_part,
    case when c.level = 'agency' then any_value(g.p_null) end as p_null
from open_cell as c
inner join gap as g on c.agency_id = g.agency_id and c.standard_id = g.standard_id
where c.cell is not null
group by c.cell, c.level
