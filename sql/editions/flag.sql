/* ---
title:
  vi: Cảnh báo của kỳ công bố, kể cả cảnh báo đã chấm dứt, với ý kiến của đơn vị
  en: The edition's flags, those that ended included, with what the agency replied
primary_key: [flag_id]
--- */
with ended as (
    select * from earlier.main.flag
    union all
    select * from earlier.main.ended_flag
),

listed as (
    select
        flag_id, kind, audience, agency_id, standard_id, subject, plan_group, window_end, since, since_earliest, since_latest,
        severity, probability, numerator, denominator, head, legal_basis, statement_vi, statement_en, recommended_step_vi, recommended_step_en, other_explanations_vi, other_explanations_en,
        evidence_sql, cast(null as text) as ended_reason_vi, cast(null as text) as ended_reason_en
    from gaps.flag
    union all
    -- with the numbers and words it had; its duties may say something else today, so its rows are those kept beside it
    select
        flag_id, kind, audience, agency_id, standard_id, subject, plan_group, window_end, since, since_earliest, since_latest,
        severity, probability, numerator, denominator, head, legal_basis, statement_vi, statement_en, recommended_step_vi, recommended_step_en, other_explanations_vi, other_explanations_en,
        concat('select * from flag_evidence where flag_id = ''', replace(flag_id, '''', ''''''), ''' order by fact, row_id') as evidence_sql,
        life_reason_vi as ended_reason_vi, life_reason_en as ended_reason_en
    from ended
    where flag_id not in (select g.flag_id from gaps.flag as g)
),

replied as (
    select
        f.flag_id, r.content, cast(r.replied_at as date) as replied_on, r.accepted,
        row_number() over (partition by f.flag_id order by r.replied_at desc, r.case_id desc) as newest
    from listed as f
    inner join editions.flag_life as l on f.flag_id = l.flag_id
    cross join editions.edition as n
    left join sources.standard as s on f.standard_id = s.standard_id
    -- no agency answers for another; for a rule its leading unit does
    inner join cases.reply as r on f.flag_id = r.flag_id and r.agency_id = coalesce(f.agency_id, s.led_by)
    -- written after the edition that named the flag, so after as_of: what counts is that it had come by known_at
    where coalesce(l.asked_in, l.first_listed_in) <> n.edition_id
        and cast(r.replied_at as date) >= cast(substr(coalesce(l.asked_in, l.first_listed_in), 1, 10) as date)
)

select
    f.* exclude (ended_reason_vi, ended_reason_en),
    r.content as reply, l.life, l.life_cause,
    -- why it changed now, or the reason with which it ended
    coalesce(w.reason_vi, f.ended_reason_vi) as life_reason_vi,
    coalesce(w.reason_en, f.ended_reason_en) as life_reason_en,
    l.first_listed_in, l.ended_in, l.asked_in,
    case
        when r.flag_id is not null then 'answered'
        when n.status = 'draft' and f.audience = 'published' and l.ended_in is null then 'asking'
        when l.asked_in is not null then 'unanswered'
        else 'not_asked'
    end as reply_status,
    r.replied_on as reply_at, r.accepted as reply_accepted
from listed as f
inner join editions.flag_life as l on f.flag_id = l.flag_id
cross join editions.edition as n
left join editions.flag_reason as w on f.flag_id = w.flag_id
left join replied as r on f.flag_id = r.flag_id and r.newest = 1
