/* ---
title:
  vi: Vòng đời của cảnh báo so với kỳ đã công bố trước
  en: What became of each flag since the edition published before
primary_key: [flag_id]
--- */
with compared as (
    select
        g.flag_id, g.audience, b.flag_id is not null as listed_before, b.first_listed_in, b.asked_in,
        coalesce(g.severity > b.severity, false) as heavier, coalesce(g.severity < b.severity, false) as lighter,
        -- single facts: three open cases of six are no better than three of five
        case when g.probability is null then g.numerator - b.numerator end as more,
        round(g.numerator / nullif(g.denominator, 0), 6) - round(b.numerator / nullif(b.denominator, 0), 6) as moved,
        coalesce(s.tolerance, cast(0.05 as decimal(38, 6))) as tolerance
    from gaps.flag as g
    left join earlier.main.flag as b on g.flag_id = b.flag_id
    left join sources.standard as s on g.standard_id = s.standard_id
),

standing as (
    -- worse and better only where severity and share agree, or one of them stays
    select
        *,
        heavier or coalesce(moved > tolerance and coalesce(more > 0, true), false) as up,
        lighter or coalesce(moved < -tolerance and coalesce(more < 0, true), false) as down
    from compared
)

select
    s.flag_id,
    case
        when not s.listed_before then 'new'
        when s.up and not s.down then 'worse'
        when s.down and not s.up then 'better'
        else 'continuing'
    end as life,
    cast(null as text) as life_cause,
    -- an edition older than this column listed it at least once
    case when s.listed_before then coalesce(s.first_listed_in, n.compared_with) else n.edition_id end as first_listed_in,
    cast(null as text) as ended_in,
    coalesce(s.asked_in, a.edition_id, case when n.status = 'draft' and s.audience = 'published' then n.edition_id end) as asked_in
from standing as s
cross join editions.edition as n
left join editions.asked as a on s.flag_id = a.flag_id
union all
-- ended now. That a file had not come by its day stays true when it comes later
select
    b.flag_id,
    case when b.kind = 'unreported' or r.flag_id is not null then 'resolved' else 'withdrawn' end as life,
    c.cause as life_cause, b.first_listed_in, n.edition_id as ended_in, b.asked_in
from earlier.main.flag as b
cross join editions.edition as n
inner join editions.change as c on c.what = 'flag' and b.flag_id = c.key
left join recount.gaps.flag as r on b.flag_id = r.flag_id
where b.flag_id not in (select g.flag_id from gaps.flag as g)
union all
-- ended before: what was withdrawn stays listed for good, what was put right for a year
select b.flag_id, b.life, b.life_cause, b.first_listed_in, b.ended_in, b.asked_in
from earlier.main.ended_flag as b
cross join sources.clock as k
where b.flag_id not in (select g.flag_id from gaps.flag as g)
    and (b.life = 'withdrawn' or cast(substr(b.ended_in, 1, 10) as date) >= k.window_start)
