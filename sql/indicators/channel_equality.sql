/* ---
title:
  vi: "Tỷ số đúng hạn của hồ sơ trực tuyến so với hồ sơ trực tiếp cùng thủ tục"
  en: "On-time share of online dossiers beside that of direct ones"
why:
  vi: >-
    Người nộp trực tuyến không thể chờ lâu hơn người đến quầy, và ngược lại: bằng 1 là như nhau, dưới 1 là trực tuyến
    chờ lâu hơn. So trong cùng thủ tục, cùng tháng: tử số = Σ (trực tuyến đúng hạn × số hồ sơ trực tiếp), mẫu số = Σ
    (trực tiếp đúng hạn × số hồ sơ trực tuyến).
  en: >-
    Those who file online must not wait longer than those at the counter, nor the other way round: 1 is alike, below 1
    online waits longer. Compared within one procedure and month: numerator = Σ (online on time × direct dossiers),
    denominator = Σ (direct on time × online dossiers).
plan_group: 3
case_kinds: [procedure_case]
theme: fairness
standards: none
family: amount
unit: ratio
better: higher
grain: agency × month
minimum_denominator: 25
source_of_definition: "định nghĩa của lawgap / lawgap's own definition"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with dossier as (
    select
        d.agency_id, d.month, c.procedure_code, d.status,
        case when c.channel in ('online') then 1 else 0 end as of_online,
        case when c.channel in ('direct') then 1 else 0 end as of_direct,
        -- nobody knows on which side it stands, or whether it was on time
        case when c.channel is null or d.status = 'unknown' then 1 else 0 end as unclear
    from duties.duty as d
    inner join sources.standard as s on d.standard_id = s.standard_id
    inner join cases.procedure_case as c on d.case_id = c.case_id
    cross join sources.clock as k
    where
        -- numbers of cases repeat between kinds
        d.case_kind = 'procedure_case'
        -- the limit of the law alone, so that a dossier counts once and not again for the date on its slip
        and s.by_procedure
        -- not due yet, or lawfully excused: nothing can be said of them
        and d.status in ('met', 'late', 'overdue', 'unknown')
        -- what comes by post arrives on a day no column tells: it is compared with nobody
        and (c.channel is null or c.channel in ('online', 'direct'))
        -- by the month in which they fall due, and no month outside the trend
        and d.month >= k.first_month
        and d.month <= k.last_month
),

stratum as (
    -- like with like: one procedure, one agency, one month
    select
        agency_id, month, procedure_code,
        sum(case when of_online = 1 and unclear = 0 then 1 else 0 end) as online_all,
        sum(case when of_online = 1 and status = 'met' then 1 else 0 end) as online_met,
        sum(case when of_direct = 1 and unclear = 0 then 1 else 0 end) as direct_all,
        sum(case when of_direct = 1 and status = 'met' then 1 else 0 end) as direct_met,
        sum(unclear) as unclear
    from dossier
    group by agency_id, month, procedure_code
),

crossed as (
    -- Two shares a/m and b/n in each stratum. Mantel and Haenszel (1959) pool their ratio as Σ (a·n/(m+n)) : Σ (b·m/(m+n)).
    -- Here every stratum weighs m·n instead of m·n/(m+n): Σ (a·n) : Σ (b·m). Whole numbers that can be summed over months;
    -- a stratum with one side alone weighs nothing; the large ones weigh more than they would with Mantel and Haenszel
    select
        agency_id,
        '-' as standard_id,
        month as period,
        cast(sum(online_met * direct_all) as decimal(38, 6)) as numerator,
        cast(sum(direct_met * online_all) as decimal(38, 6)) as denominator,
        cast(sum(unclear) as bigint) as unknown
    from stratum
    where
        -- one side alone compares nothing
        online_all * direct_all > 0
        -- but what is unclear is told
        or unclear > 0
    group by agency_id, month
)

select agency_id, standard_id, period, numerator, denominator, unknown
from crossed
