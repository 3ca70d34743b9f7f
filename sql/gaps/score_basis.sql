/* ---
title:
  vi: "Căn cứ tính điểm: chuẩn mực áp dụng cho từng đơn vị, và có đủ số liệu để đánh giá không"
  en: "What a score stands on: the standards that apply to each agency, and whether data can tell how they are kept"
primary_key: [agency_id, standard_id, window_end]
fields:
  agency_id: {type: TEXT, vi: đơn vị, en: agency}
  standard_id: {type: TEXT, vi: chuẩn mực, en: standard}
  window_end: {type: DATE, vi: ngày cuối của 12 tháng, en: last day of the window}
  tier: {type: TEXT, vi: cấp của đơn vị, en: tier of the agency}
  plan_group: {type: BIGINT, vi: nhóm nhiệm vụ của kế hoạch, en: task group of the plan}
  required: {type: "DECIMAL(38,6)", vi: mức phải đạt, en: required rate}
  weight: {type: "DECIMAL(38,6)", vi: "trọng số trong nhóm; các biến thể của một nghĩa vụ chia nhau", en: "weight within the group; variants of one duty share it"}
  basis: {type: TEXT, vi: "assessed: đánh giá được; outcome_unknown: trên 40 % nghĩa vụ chưa rõ kết quả; source_incomplete: nguồn là mẫu hoặc không đầy đủ; source_absent: nguồn chưa gửi đủ 12 tháng; not_registered: nghĩa vụ định kỳ không có trong số liệu", en: "assessed; outcome_unknown: the outcome of more than 40 % of the duties is not known; source_incomplete: a sample or incomplete; source_absent: not all months came; not_registered: a periodic duty the data say nothing of"}
--- */
with applying as (
    select
        a.agency_id, a.tier, s.standard_id, s.plan_group, s.family, s.weight, s.carried_by, k.window_start, k.window_end, k.last_month,
        -- these arise with a case; the others every agency of the tier owes, period by period
        s.computed_by not in ('register', 'figure', 'columns', 'days_per_period') as by_case,
        case
            when s.computed_by in ('figure', 'columns') then cast(1 as decimal(38, 6))
            else coalesce(s.required, cast(1 as decimal(38, 6)))
        end as required
    from sources.standard as s
    inner join sources.standard_tier as t on s.standard_id = t.standard_id
    inner join sources.agency as a on t.tier = a.tier
    cross join sources.clock as k
    where s.measure = 'scored'
        and s.effective_from <= k.window_end
        and (s.effective_to is null or s.effective_to >= k.window_start)
        -- an agency that is no more is not scored
        and (a.valid_from is null or a.valid_from <= k.window_end)
        and (a.valid_to is null or a.valid_to >= k.window_end)
        and (s.owed_by <> 'city' or a.agency_id = s.city_agency)
),

not_due as (
    -- nothing fell due: still pending, or lawfully excused
    select distinct d.agency_id, d.standard_id
    from duties.duty as d
    cross join sources.clock as k
    where d.status = 'pending'
        or (d.status = 'excused' and d.month between strftime(k.window_start, '%Y-%m') and k.last_month)
),

came as (
    -- months of the window for which the source came, from the agency or for all
    select p.agency_id, p.standard_id, count(distinct m.month) as months, max(case when f.month = '*' then 1 else 0 end) as always
    from applying as p
    inner join duties.covered as f on p.carried_by = f.source_id and f.agency_id in (p.agency_id, '*')
    left join (select distinct month from duties.covered where month <> '*') as m
        on f.month = m.month and m.month between strftime(p.window_start, '%Y-%m') and p.last_month
    group by p.agency_id, p.standard_id
),

seen as (
    select
        p.*,
        case
            when c.agency_id is null and n.agency_id is not null then null
            when c.agency_id is not null and not c.assessable then 'source_incomplete'
            -- what nobody can tell must not lift a score: at least 60 % of the outcomes are known
            when 5 * c.total < 3 * (c.total + c.unknown) then 'outcome_unknown'
            when c.total > 0 then 'assessed'
            when coalesce(q.completeness, '') <> 'complete' then 'source_incomplete'
            when coalesce(v.always, 0) = 0 and coalesce(v.months, 0) < 12 then 'source_absent'
            when not p.by_case then 'not_registered'
            -- the source came in full and no case arose: nothing was owed
        end as basis
    from applying as p
    left join gaps.cell as c on p.agency_id = c.agency_id and p.standard_id = c.standard_id
    left join not_due as n on p.agency_id = n.agency_id and p.standard_id = n.standard_id
    left join came as v on p.agency_id = v.agency_id and p.standard_id = v.standard_id
    left join sources.source as q on p.carried_by = q.source_id
)

select
    agency_id, standard_id, window_end, tier, plan_group, required,
    cast(weight / count(*) over (partition by agency_id, plan_group, family) as decimal(38, 6)) as weight,
    basis
from seen
where basis is not null and required > 0
