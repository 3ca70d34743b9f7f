/* ---
title:
  vi: "Ba dấu hiệu về thời điểm ghi trên hồ sơ, theo đơn vị: ngoài giờ làm việc, dồn trong một phút, tiếp nhận muộn"
  en: "Three signs in the times of dossiers, by agency: outside office hours, many in one minute, registered late"
primary_key: [agency_id, subject, in_minute]
fields:
  agency_id: {type: TEXT, vi: đơn vị, en: agency}
  tier: {type: TEXT, vi: cấp của đơn vị, en: tier of the agency}
  standard_id: {type: TEXT, vi: chuẩn mực, en: standard}
  subject: {type: TEXT, vi: "dấu hiệu: cách ghi nhận bất thường", en: "sign: an unusual way of recording"}
  in_minute: {type: BIGINT, vi: số dòng ghi trong cùng một phút, en: rows recorded within one minute}
  fact: {type: TEXT, vi: loại dòng chứng cứ, en: table that the evidence rows stand in}
  numerator: {type: BIGINT, vi: số trường hợp như vậy, en: how many are so}
  denominator: {type: BIGINT, vi: số trường hợp được xem xét, en: how many were looked at}
  began_at: {type: TIMESTAMP, vi: thời điểm sớm nhất, en: earliest moment}
  row_ids: {type: "TEXT[]", vi: mã các dòng chứng cứ, en: keys of the evidence rows}
evidence: >-
  with timed as (select c.*, w.is_working, date_part('hour', c.finished_at) * 60 + date_part('minute', c.finished_at) as minute_of_day,
  count(*) over (partition by c.responsible_person, date_trunc('minute', c.finished_at)) as in_minute
  from procedure_case as c inner join calendar_day as w on cast(c.finished_at as date) = w.day
  where c.agency_id = {agency} and strftime(c.finished_at, '%Y-%m') between {first} and {last} and c.finished_at <= {as_of}
  and c.finished_at <> date_trunc('day', c.finished_at)), late as (select c.case_id from procedure_case as c
  inner join calendar_day as s on cast(c.submitted_at as date) = s.day inner join calendar_day as a on cast(c.accepted_at as date) = a.day
  where c.agency_id = {agency} and c.channel = 'online' and strftime(c.accepted_at, '%Y-%m') between {first} and {last}
  and c.accepted_at <= {as_of} and a.work_no > s.work_no + 2 - s.is_working)
  select c.* from procedure_case as c where c.case_id in (select t.case_id from timed as t where ({sign} = 'burst'
  and t.responsible_person is not null and t.in_minute >= {burst}) or ({sign} = 'outside_hours' and (t.is_working = 0 or not (
  t.minute_of_day between {morning_from} and {morning_to} or t.minute_of_day between {afternoon_from} and {afternoon_to}))))
  or ({sign} = 'late_registration' and c.case_id in (select l.case_id from late as l)) order by c.case_id
--- */
with dossier as (
    select p.*, a.tier
    from cases.procedure_case as p
    inner join sources.agency as a on p.agency_id = a.agency_id
    where a.tier <> 'inherited'
        and not exists (select 1 from sources.source as q where q.kind = 'procedure_case' and q.completeness <> 'complete')
),

closed as (
    select
        p.agency_id, p.tier, p.case_id, p.responsible_person, p.finished_at as happened_at, date_trunc('minute', p.finished_at) as minute, w.is_working,
        date_part('hour', p.finished_at) * 60 + date_part('minute', p.finished_at) as minute_of_day
    from dossier as p
    inner join sources.calendar_day as w on cast(p.finished_at as date) = w.day
    cross join sources.clock as k
    where p.finished_at >= k.window_start and p.finished_at <= k.as_of_end
        -- midnight sharp is a day without a time
        and p.finished_at <> date_trunc('day', p.finished_at)
),

sign as (
    select
        c.agency_id, c.tier, 'outside_hours' as subject, cast(null as bigint) as in_minute, c.case_id, c.happened_at,
        c.is_working = 0 or not (
            c.minute_of_day between o.morning_from and o.morning_from + o.morning_minutes
            or c.minute_of_day between o.afternoon_from and o.afternoon_from + o.afternoon_minutes
        ) as found
    from closed as c
    cross join sources.office_hours as o
    union all
    -- how many one person closed in the same minute, by counting within the minute
    select
        agency_id, tier, 'burst' as subject, count(*) over (partition by agency_id, responsible_person, minute) as in_minute,
        case_id, happened_at, true as found
    from closed
    where responsible_person is not null
    union all
    select
        p.agency_id, p.tier, 'late_registration' as subject, cast(null as bigint) as in_minute, p.case_id, p.accepted_at as happened_at,
        -- sent in on a day off: the next working day is the first
        a.work_no > s.work_no + 2 - s.is_working as found
    from dossier as p
    inner join sources.calendar_day as s on cast(p.submitted_at as date) = s.day
    inner join sources.calendar_day as a on cast(p.accepted_at as date) = a.day
    cross join sources.clock as k
    where p.channel = 'online' and p.accepted_at >= k.window_start and p.accepted_at <= k.as_of_end and s.day <= a.day
)

select
    agency_id, tier, cast(null as text) as standard_id, subject, in_minute, 'procedure_case' as fact,
    count(*) filter (where found) as numerator,
    count(*) as denominator,
    min(happened_at) filter (where found) as began_at,
    -- alone in a minute is no crowd: its dossiers are not listed
    list(case_id order by case_id) filter (where found and coalesce(in_minute, 2) > 1) as row_ids
from sign
group by agency_id, tier, subject, in_minute
