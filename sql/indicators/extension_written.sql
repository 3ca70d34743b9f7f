/* ---
title:
  vi: "Tỷ lệ lần kéo dài thời hạn có văn bản"
  en: "Longer limits that have their written act"
why:
  vi: >-
    Kéo dài mà không có văn bản thì thời hạn của luật mất tác dụng. Chỉ số tính khiếu nại, tố cáo đã quá thời hạn cơ sở
    (theo nghĩa vụ) và mỗi lần gia hạn hồ sơ (theo sự kiện, vì mỗi lần phải có căn cứ riêng).
  en: >-
    Where a limit can be stretched without a paper, the limit is gone. It counts complaints and denunciations kept
    beyond their base limit (as duties) and every extension of a dossier (as events, because each needs a ground of its
    own).
plan_group: 1
case_kinds: [complaint, denunciation, procedure_case, inspection]
theme: strictness
standards: all
family: proportion
unit: percent
better: higher
grain: agency × standard × month
minimum_denominator: 5
source_of_definition: "Nghị định 124/2020/NĐ-CP Điều 3a khoản 2 (bổ sung bởi Nghị định 155/2026/NĐ-CP Điều 2); Luật Tố cáo 25/2018/QH14, Điều 30 khoản 4"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with owed as (
    -- kept beyond the base limit: the written finding or decision has to exist
    select d.agency_id, d.standard_id, d.month as period, d.status
    from duties.duty as d
    where
        -- the two duties that ask for the paper itself
        d.standard_id in ('complaint_complexity_written', 'denunciation_extension_written')
),

extended as (
    -- each extension, under the standard whose due date it moves, in the month it was made
    select
        d.agency_id, d.standard_id, substr(cast(cast(e.occurred_at as date) as text), 1, 7) as period,
        case when trim(coalesce(e.ground, '')) <> '' then 'met' else 'late' end as status
    from cases.case_event as e
    inner join duties.duty as d on e.case_kind = d.case_kind and e.case_id = d.case_id
    inner join sources.standard as s on d.standard_id = s.standard_id
    cross join sources.clock as k
    where
        -- an extension, and nothing else that moves a date
        e.event = 'extended'
        -- facts dated after as_of do not exist yet
        and e.occurred_at <= k.as_of_end
        -- a due date that the law does not let anybody extend is not moved, with or without a paper
        and s.extendable
        -- handed over or taken back: the agency that keeps the case answers for it
        and d.status <> 'excused'
),

together as (
    select agency_id, standard_id, period, status from owed
    union all
    select agency_id, standard_id, period, status from extended
),

counted as (
    select
        t.agency_id,
        t.standard_id,
        t.period,
        cast(sum(case when t.status = 'met' then 1 else 0 end) as bigint) as numerator,
        -- not due yet, or excused: nothing can be said of it
        cast(sum(case when t.status in ('met', 'late', 'overdue') then 1 else 0 end) as bigint) as denominator,
        cast(sum(case when t.status = 'unknown' then 1 else 0 end) as bigint) as unknown
    from together as t
    cross join sources.clock as k
    where
        -- the months of the trend
        t.period >= k.first_month
        and t.period <= k.last_month
    group by t.agency_id, t.standard_id, t.period
)

select agency_id, standard_id, period, numerator, denominator, unknown
from counted
