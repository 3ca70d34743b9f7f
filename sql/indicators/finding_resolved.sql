/* ---
title:
  vi: "Mâu thuẫn, chồng chéo, bất cập được xử lý đúng hạn"
  en: "Contradictions, overlaps and inadequacies resolved on time"
why:
  vi: >-
    Mâu thuẫn đã phát hiện mà không xử lý thì cán bộ vẫn không biết làm theo quy định nào. Tính trên kết quả rà soát theo hạn xử lý ghi
    ở từng dòng, vì danh mục chuẩn mực chưa có hạn luật định; kết quả quá hạn còn mở cũng được tính.
  en: >-
    A contradiction that was found and not settled still leaves officials without a rule. Counted over findings by the date set for
    each, since the catalogue has no legal limit; open ones past their date count too.
plan_group: 2
case_kinds: [review_finding]
theme: consistency
standards: none
family: proportion
unit: percent
better: higher
grain: "agency × month (due)"
minimum_denominator: 5
source_of_definition: "định nghĩa của lawgap / lawgap's own definition"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with finding as (
    -- over cases, not duties: the catalogue has no standard for findings, the date set for each one governs
    select
        f.agency_id,
        f.found_at,
        f.due_at,
        k.as_of_end,
        -- a resolution dated after as_of has not happened yet
        case when f.resolved_at <= k.as_of_end then f.resolved_at end as resolved_at
    from cases.review_finding as f
    cross join sources.clock as k
    -- found later: not known yet
    where f.found_at <= k.as_of_end
),

judged as (
    select
        f.agency_id,
        substr(cast(cast(coalesce(f.due_at, f.found_at) as date) as text), 1, 7) as period,
        case
            when f.due_at is null then 'unknown'
            -- settled on a day before it was found is impossible
            when cast(f.resolved_at as date) < cast(f.found_at as date) then 'unknown'
            when f.resolved_at <= f.due_at then 'met'
            when f.due_at > f.as_of_end then 'pending'
            -- settled too late, or still open
            else 'unmet'
        end as status
    from finding as f
),

due as (
    select j.agency_id, j.period, j.status
    from judged as j
    cross join sources.clock as k
    -- not due yet: outside the cohort
    where j.status <> 'pending'
        -- before the months that are shown
        and j.period >= k.first_month
        -- falls due after the last month of the edition
        and j.period <= k.last_month
),

counted as (
    select
        agency_id,
        '-' as standard_id,
        period,
        cast(sum(case when status = 'met' then 1 else 0 end) as bigint) as numerator,
        -- open findings past their date count: they are the contradictions that stay
        cast(sum(case when status in ('met', 'unmet') then 1 else 0 end) as bigint) as denominator,
        cast(sum(case when status = 'unknown' then 1 else 0 end) as bigint) as unknown
    from due
    group by agency_id, period
)

select * from counted
