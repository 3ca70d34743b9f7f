/* ---
title:
  vi: "Tỷ lệ vụ khiếu nại được giải quyết như thông lệ của thành phố"
  en: "Complaints decided as like complaints usually are in the city"
why:
  vi: >-
    Việc giống nhau mà mỗi nơi giải quyết một kiểu thì luật tùy người áp dụng; kết quả khác thông lệ không phải là sai,
    nhưng cần nói được lý do. Chỉ số tính trên vụ việc, không trên nghĩa vụ: giống nhau là cùng lĩnh vực, cùng thủ tục,
    cùng lần giải quyết; hồ sơ thủ tục không tính vì gần như luôn một kết quả.
  en: >-
    Where like matters end differently from place to place, the law depends on who applies it; an unusual outcome is not
    wrong, but somebody should be able to say why. It counts cases and not duties: alike is the same field, procedure
    and instance; dossiers are left out, because nearly all of them end the same way.
plan_group: 3
case_kinds: [complaint]
theme: consistency
standards: none
family: proportion
unit: percent
better: higher
grain: agency × month
minimum_denominator: 5
source_of_definition: "định nghĩa của lawgap / lawgap's own definition"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with decided as (
    select
        c.agency_id, c.field, c.result,
        coalesce(c.procedure_code, '') as procedure_code,
        coalesce(c.instance, '1') as instance,
        substr(cast(cast(c.decided_at as date) as text), 1, 7) as period
    from cases.complaint as c
    cross join sources.clock as k
    where
        -- decisions dated after as_of do not exist yet
        c.decided_at <= k.as_of_end
        -- a complaint taken back was not decided
        and coalesce(c.result, '') <> 'withdrawn'
        -- the months of the trend
        and substr(cast(cast(c.decided_at as date) as text), 1, 7) >= k.first_month
),

tally as (
    select field, procedure_code, instance, result, count(*) as cases
    from decided
    where
        -- without a field nothing is like it; without a result nothing was decided in a way
        field is not null and result is not null
    group by field, procedure_code, instance, result
),

alike as (
    select field, procedure_code, instance
    from decided
    where
        -- as in the tally
        field is not null and result is not null
    group by field, procedure_code, instance
    -- fewer than five decisions, or one agency alone, make no custom of the city
    having count(*) >= 5 and count(distinct agency_id) >= 2
),

placed as (
    select
        t.field, t.procedure_code, t.instance, t.result,
        row_number() over (partition by t.field, t.procedure_code, t.instance order by t.cases desc, t.result) as place,
        count(*) over (partition by t.field, t.procedure_code, t.instance, t.cases) as as_many
    from tally as t
    inner join alike as a
        on t.field = a.field and t.procedure_code = a.procedure_code and t.instance = a.instance
),

usual as (
    select field, procedure_code, instance, result
    from placed
    where
        -- the outcome of most; two that come equally often are no custom
        place = 1 and as_many = 1
),

counted as (
    select
        d.agency_id,
        '-' as standard_id,
        d.period,
        cast(sum(case when d.result = u.result then 1 else 0 end) as bigint) as numerator,
        cast(sum(case when d.result is not null and u.result is not null then 1 else 0 end) as bigint) as denominator,
        cast(sum(case when d.result is null or u.result is null then 1 else 0 end) as bigint) as unknown
    from decided as d
    left join usual as u
        on d.field = u.field and d.procedure_code = u.procedure_code and d.instance = u.instance
    group by d.agency_id, d.period
)

select agency_id, standard_id, period, numerator, denominator, unknown
from counted
