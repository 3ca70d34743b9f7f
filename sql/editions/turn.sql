/* ---
title:
  vi: Số liệu để nói vì sao cảnh báo nặng hơn, giảm nhẹ, chấm dứt hoặc bị rút
  en: Numbers to say why a flag is worse, better, resolved or withdrawn
primary_key: [flag_id]
--- */
with named as (
    select distinct b.flag_id, c.name, c.known_at, c.withdrawn
    from earlier.main.flag as b
    inner join editions.change as t on t.what = 'flag' and b.flag_id = t.key
    -- a flag about a rule counts the duties of every agency; where a correction is the cause, what merely came late is not named
    inner join editions.changed_cell as c
        on b.standard_id is not distinct from c.standard_id and (b.agency_id is null or b.agency_id = c.agency_id)
            and (c.corrects or t.cause <> 'corrected_file')
    union
    select b.flag_id, n.name, n.known_at, n.withdrawn
    from earlier.main.flag as b
    inner join sources.source_file as f on b.kind = 'unreported' and b.subject = concat(f.source_id, '~', f.month)
    inner join editions.new_file as n on f.source_file_id = n.source_file_id
    -- the city's own systems send for the city
    where coalesce(f.agency_id, b.agency_id) = b.agency_id
),

files as (
    select flag_id, list({'name': name, 'known_at': known_at, 'withdrawn': withdrawn} order by known_at desc, name) as files
    from named
    group by flag_id
)

select
    l.flag_id, l.life, l.life_cause, b.kind, e.edition_id as edition_before, b.window_end as window_before, k.as_of,
    b.numerator as numerator_before, b.denominator as denominator_before, g.numerator, g.denominator,
    r.unmet_duties as unmet_recounted, r.denominator as due_recounted,
    c.unmet_duties as unmet_now, c.denominator as due_now, c.gap = 0 as reached,
    f.files
from editions.flag_life as l
inner join earlier.main.flag as b on l.flag_id = b.flag_id
cross join earlier.main.edition as e
cross join editions.edition as n
cross join sources.clock as k
left join gaps.flag as g on l.flag_id = g.flag_id
left join recount.gaps.gap as r on b.agency_id = r.agency_id and b.standard_id = r.standard_id
left join gaps.gap as c on b.agency_id = c.agency_id and b.standard_id = c.standard_id
left join files as f on l.flag_id = f.flag_id
where l.life in ('worse', 'better') or l.ended_in = n.edition_id
