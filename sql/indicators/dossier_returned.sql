/* ---
title:
  vi: "Tỷ lệ hồ sơ bị trả lại"
  en: "Dossiers handed back without a result"
why:
  vi: >-
    Trả hồ sơ làm dừng thời hạn của luật mà người dân chưa được việc. Tính trên hồ sơ đã đóng, không theo nghĩa vụ; hồ
    sơ do người dân tự rút không tính.
  en: >-
    Handing a dossier back stops the law's clock and leaves the citizen with nothing. Counted over closed dossiers, not
    duties; what citizens withdrew themselves is left out.
plan_group: 3
case_kinds: [procedure_case]
theme: effectiveness
standards: none
family: proportion
unit: percent
better: lower
grain: agency × month of closing
minimum_denominator: 10
source_of_definition: >-
  định nghĩa của lawgap: hồ sơ trả lại trên hồ sơ có kết quả, từ chối hoặc trả lại / lawgap's own definition: returned
  of finished, refused or returned
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with dated as (
    select
        p.agency_id, p.status, p.accepted_at,
        -- the result is ready before it is handed over; either day says that the dossier is closed
        coalesce(p.finished_at, p.returned_at) as closed_at
    from cases.procedure_case as p
),

closed as (
    select
        d.agency_id,
        substr(cast(cast(coalesce(d.closed_at, d.accepted_at) as date) as text), 1, 7) as period,
        case when d.status = 'returned' and d.closed_at is not null then 1 else 0 end as returned,
        case when d.status in ('finished', 'refused', 'returned') and d.closed_at is not null then 1 else 0 end as closed
    from dated as d
    cross join sources.clock as k
    where
        -- facts dated after as_of do not exist; a closing without a day stands in the month the dossier was accepted
        coalesce(d.closed_at, d.accepted_at) <= k.as_of_end
        -- closed by its status or by its day: where only one of the two says so, it is unknown how it ended
        and (d.closed_at is not null or d.status in ('finished', 'refused', 'returned'))
        -- a withdrawal is the citizen's own
        and coalesce(d.status, '') <> 'withdrawn'
),

counted as (
    select
        c.agency_id,
        c.period,
        cast(sum(c.returned) as bigint) as numerator,
        cast(sum(c.closed) as bigint) as denominator,
        cast(sum(1 - c.closed) as bigint) as unknown
    from closed as c
    cross join sources.clock as k
    where
        -- no month outside the trend
        c.period >= k.first_month
        and c.period <= k.last_month
    group by c.agency_id, c.period
)

select agency_id, '-' as standard_id, period, numerator, denominator, unknown
from counted
