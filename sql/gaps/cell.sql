/* ---
title:
  vi: Số nghĩa vụ đến hạn và đã thực hiện trong 12 tháng, theo đơn vị và chuẩn mực
  en: Duties due and met in the 12 months of judgement, by agency and standard
primary_key: [agency_id, standard_id, window_end]
fields:
  agency_id: {type: TEXT, vi: đơn vị có nghĩa vụ, en: agency that owes the duties}
  tier: {type: TEXT, vi: cấp của đơn vị, en: tier of the agency}
  standard_id: {type: TEXT, vi: chuẩn mực, en: standard}
  window_end: {type: DATE, vi: ngày cuối của kỳ 12 tháng, en: last day of the 12 months}
  assessable: {type: BOOLEAN, vi: nguồn số liệu đầy đủ nên đủ cơ sở đánh giá, en: the source is complete, so the standard can be judged}
  required: {type: "DECIMAL(38,6)", vi: tỷ lệ phải đạt, en: required rate}
  tolerance: {type: "DECIMAL(38,6)", vi: dung sai, en: tolerance}
  met: {type: BIGINT, vi: số nghĩa vụ thực hiện đúng, en: duties met}
  total: {type: BIGINT, vi: "số nghĩa vụ đến hạn (đúng hạn, trễ hạn, quá hạn chưa xong)", en: "duties due (met, late, overdue)"}
  unknown: {type: BIGINT, vi: số nghĩa vụ chưa rõ kết quả, en: duties whose outcome is not known}
--- */
with due as (
    select
        d.agency_id, d.tier, d.standard_id, d.status,
        last_day(k.as_of) as window_end
    from duties.duty as d
    cross join sources.clock as k
    -- 12 months, by the month a duty falls due: fewer leave most communes with too little to judge
    where d.month >= substr(cast(k.window_start as text), 1, 7)
        and d.month <= substr(cast(k.as_of as text), 1, 7)
        -- pending and lawfully excused duties are not due; unknown ones are counted beside, never inside
        and d.status in ('met', 'late', 'overdue', 'unknown')
        -- what a dissolved unit left behind is nobody's rate: it has no peers
        and d.tier <> 'inherited'
),

counted as (
    select
        agency_id, tier, standard_id, window_end,
        cast(sum(case when status = 'met' then 1 else 0 end) as bigint) as met,
        cast(sum(case when status <> 'unknown' then 1 else 0 end) as bigint) as total,
        cast(sum(case when status = 'unknown' then 1 else 0 end) as bigint) as unknown
    from due
    group by agency_id, tier, standard_id, window_end
)

select
    c.agency_id, c.tier, c.standard_id, c.window_end,
    -- a sample or an incomplete source shows what happened, not how often; an indicative standard likewise
    coalesce(q.completeness = 'complete', false) and s.measure = 'scored' as assessable,
    -- the share a period must reach is in the duty already: the rate is of periods in which it was
    case
        when s.computed_by in ('figure', 'columns') then cast(1 as decimal(38, 6))
        else coalesce(s.required, cast(1 as decimal(38, 6)))
    end as required,
    coalesce(s.tolerance, cast(0.05 as decimal(38, 6))) as tolerance,
    c.met, c.total, c.unknown
from counted as c
inner join sources.standard as s on c.standard_id = s.standard_id
left join sources.source as q on s.carried_by = q.source_id
