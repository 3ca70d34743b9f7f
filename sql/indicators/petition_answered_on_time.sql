/* ---
title:
  vi: "Tỷ lệ phản ánh, kiến nghị được trả lời đúng hạn"
  en: "Petitions answered on time"
why:
  vi: >-
    Phản ánh không được trả lời thì người dân không còn lý do để phản ánh lần sau. Hạn của pháp luật được tính, không
    phải ngày hẹn ghi trên hệ thống.
  en: >-
    Feedback that nobody answers is the last feedback a citizen gives. The law's limit counts, not the date promised on
    the portal.
plan_group: 3
case_kinds: [petition]
theme: timeliness
standards: [pakn_answered, petition_reception_reply, voter_petition_answered]
family: proportion
unit: percent
better: higher
grain: agency × standard × month
minimum_denominator: 5
source_of_definition: >-
  Quyết định 31/2021/QĐ-TTg; Nghị định 20/2008/NĐ-CP; Luật Tiếp công dân 42/2013/QH13, Điều 28; Luật Hoạt động giám sát
  121/2025/QH15
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with cohort as (
    select d.agency_id, d.standard_id, d.month, d.status
    from duties.duty as d
    cross join sources.clock as k
    where
        -- answers to feedback, to citizens received in person, and to voters
        d.standard_id in (
            'pakn_answered',
            'petition_reception_reply',
            'voter_petition_answered'
        )
        -- by the month in which they fall due, and no month outside the trend
        and d.month >= k.first_month
        and d.month <= k.last_month
),

counted as (
    select
        agency_id,
        standard_id,
        month as period,
        cast(sum(case when status = 'met' then 1 else 0 end) as bigint) as numerator,
        -- open duties past their limit count; what is not due yet or lawfully excused does not
        cast(sum(case when status in ('met', 'late', 'overdue') then 1 else 0 end) as bigint) as denominator,
        cast(sum(case when status = 'unknown' then 1 else 0 end) as bigint) as unknown
    from cohort
    group by agency_id, standard_id, month
)

select agency_id, standard_id, period, numerator, denominator, unknown
from counted
