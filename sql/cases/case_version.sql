/* ---
title:
  vi: Các phiên bản của mỗi vụ việc và thời gian từng phiên bản có hiệu lực
  en: Every version of every case, and when it held
why:
  vi: Tệp đến sau thay tệp đến trước, tệp bị rút thì phiên bản trước trở lại; số liệu của một thời điểm đã qua là các dòng có known_from <= t và (known_to trống hoặc t < known_to)
  en: A later file replaces an earlier one, a withdrawal brings the earlier version back; the state at a past moment t is the rows with known_from <= t and (known_to empty or t < known_to)
primary_key: [case_kind, case_id, source_file_id, sheet, row, known_from]
fields:
  case_kind: {type: "TEXT", vi: "loại vụ việc", en: "case kind"}
  case_id: {type: "TEXT", vi: "mã vụ việc như trong bảng của loại vụ việc", en: "case number, as in the table of its kind"}
  source_file_id: {type: "TEXT", vi: "tệp", en: "file"}
  sheet: {type: "TEXT", vi: "trang tính", en: "sheet"}
  row: {type: "BIGINT", vi: "dòng trong tệp, dòng tiêu đề là 1", en: "row of the file, the header as 1"}
  known_from: {type: "TIMESTAMP", vi: "có hiệu lực từ lúc tệp đến, hoặc từ lúc tệp đã thay nó bị rút", en: "held since its file came, or since the file that had replaced it was withdrawn"}
  known_to: {type: "TIMESTAMP", vi: "đến lúc tệp thay nó đến, hoặc tệp của nó bị rút; trống: còn hiệu lực; bằng known_from: chưa từng có hiệu lực vì nguồn ưu tiên hơn đã có", en: "until the file that replaced it came, or its own was withdrawn; empty: it stands; equal to known_from: it never held, because a source with priority had the case already"}
--- */
with listed as (
    select 'budget' as case_kind, case_id, agency_id, source_file_id, sheet, row from sources.budget
    union all
    select 'complaint' as case_kind, case_id, agency_id, source_file_id, sheet, row from sources.complaint
    union all
    select 'denunciation' as case_kind, case_id, agency_id, source_file_id, sheet, row from sources.denunciation
    union all
    select 'document' as case_kind, case_id, agency_id, source_file_id, sheet, row from sources.document
    union all
    -- as the table of the kind names them: where the law asks it of every document, one for each number
    select
        'duty_register' as case_kind,
        case
            when s.computed_by = 'register_by_document' and r.document_number is not null then concat(r.case_id, '~', r.document_number)
            else r.case_id
        end as case_id,
        r.agency_id, r.source_file_id, r.sheet, r.row
    from sources.duty_register as r
    left join sources.standard as s on r.standard_id = s.standard_id
    union all
    select 'information_request' as case_kind, case_id, agency_id, source_file_id, sheet, row from sources.information_request
    union all
    select 'inspection' as case_kind, case_id, agency_id, source_file_id, sheet, row from sources.inspection
    union all
    select 'judgment' as case_kind, case_id, agency_id, source_file_id, sheet, row from sources.judgment
    union all
    select 'petition' as case_kind, case_id, agency_id, source_file_id, sheet, row from sources.petition
    union all
    select 'plan_task' as case_kind, case_id, agency_id, source_file_id, sheet, row from sources.plan_task
    union all
    select 'procedure_case' as case_kind, case_id, agency_id, source_file_id, sheet, row from sources.procedure_case
    union all
    select 'reception' as case_kind, case_id, agency_id, source_file_id, sheet, row from sources.reception
    union all
    select 'recommendation' as case_kind, case_id, agency_id, source_file_id, sheet, row from sources.recommendation
    union all
    select 'reply' as case_kind, case_id, agency_id, source_file_id, sheet, row from sources.reply
    union all
    select 'reported_figure' as case_kind, case_id, agency_id, source_file_id, sheet, row from sources.reported_figure
    union all
    select 'review_finding' as case_kind, case_id, agency_id, source_file_id, sheet, row from sources.review_finding
    union all
    select 'sanction' as case_kind, case_id, agency_id, source_file_id, sheet, row from sources.sanction
    union all
    select 'staff' as case_kind, case_id, agency_id, source_file_id, sheet, row from sources.staff
    union all
    select 'survey' as case_kind, case_id, agency_id, source_file_id, sheet, row from sources.survey
),

stand_in as (
    -- a row sent before its document had a number holds until a later file gives the numbers of that period
    select 'duty_register' as case_kind, r.case_id, r.agency_id, r.source_file_id, r.sheet, r.row
    from sources.duty_register as r
    inner join sources.standard as s on r.standard_id = s.standard_id and s.computed_by = 'register_by_document'
    where r.document_number is not null
),

sent as (
    select *, 0 as stands_in from listed
    union all
    select *, 1 as stands_in from stand_in
),

kind as (
    -- a number is an agency's own where agencies send cases of this kind themselves
    select kind, max(case when sender = 'agency' then 1 else 0 end) as by_agency
    from sources.source
    group by kind
),

version as (
    -- the files that had come by known_at, and when those taken back by then were
    select
        r.case_kind, r.case_id, case when q.by_agency = 1 then coalesce(r.agency_id, '') else '' end as owner,
        r.source_file_id, r.sheet, r.row, r.stands_in, f.received_at, f.name, w.withdrawn_at, coalesce(s.priority, 0) as priority
    from sent as r
    inner join sources.source_file as f on r.source_file_id = f.source_file_id
    cross join sources.clock as k
    left join sources.source as s on f.source_id = s.source_id
    left join kind as q on r.case_kind = q.kind
    left join sources.withdrawal as w on f.source_file_id = w.source_file_id and w.withdrawn_at <= k.known_at
    where f.received_at <= k.known_at
),

one_case as (
    select
        case_kind, case_id, owner, count(*) as versions,
        min(received_at) as first_ever_at,
        -- what was withdrawn gives no number away
        min(case when withdrawn_at is null then received_at end) as first_came_at
    from version
    group by case_kind, case_id, owner
),

numbered as (
    -- the agency that used a number first keeps it bare: as the tables of cases do
    select
        case_kind, case_id, owner, versions,
        row_number() over (
            partition by case_kind, case_id
            order by case when first_came_at is null then 1 else 0 end, coalesce(first_came_at, first_ever_at), owner
        ) as place
    from one_case
),

alone as (
    -- nearly every case has one version: nothing to compare
    select v.case_kind, v.case_id, v.owner, v.source_file_id, v.sheet, v.row, v.received_at as known_from, v.withdrawn_at as known_to
    from version as v
    inner join one_case as c on v.case_kind = c.case_kind and v.case_id = c.case_id and v.owner = c.owner
    where c.versions = 1
),

rival as (
    select v.*
    from version as v
    inner join one_case as c on v.case_kind = c.case_kind and v.case_id = c.case_id and v.owner = c.owner
    where c.versions > 1
),

turn as (
    -- the moments at which another version may come to hold
    select case_kind, case_id, owner, received_at as moment from rival
    union
    select case_kind, case_id, owner, withdrawn_at as moment from rival where withdrawn_at is not null
),

span as (
    select
        *,
        min(moment) over (
            partition by case_kind, case_id, owner order by moment rows between 1 following and unbounded following
        ) as until
    from turn
),

held as (
    -- of all versions known in a span the one with priority holds, then the newest
    select
        t.case_kind, t.case_id, t.owner, t.moment, t.until, v.source_file_id, v.sheet, v.row,
        row_number() over (
            partition by t.case_kind, t.case_id, t.owner, t.moment
            order by v.priority desc, v.received_at desc, v.name desc, v.stands_in, v.sheet desc, v.row desc, v.source_file_id desc
        ) as newest
    from span as t
    inner join rival as v
        on t.case_kind = v.case_kind and t.case_id = v.case_id and t.owner = v.owner
        and v.received_at <= t.moment and (v.withdrawn_at is null or v.withdrawn_at > t.moment)
),

marked as (
    -- 1 where a version begins to hold: another one held before, or none did
    select
        *,
        case
            when max(until) over (
                partition by case_kind, case_id, owner, source_file_id, sheet, row order by moment
                rows between unbounded preceding and 1 preceding
            ) = moment then 0 else 1
        end as begins
    from held
    where newest = 1
),

numbered_span as (
    select
        *,
        sum(begins) over (
            partition by case_kind, case_id, owner, source_file_id, sheet, row order by moment rows between unbounded preceding and current row
        ) as spell
    from marked
),

spell as (
    select
        case_kind, case_id, owner, source_file_id, sheet, row, min(moment) as known_from,
        case when count(until) = count(*) then max(until) end as known_to
    from numbered_span
    group by case_kind, case_id, owner, source_file_id, sheet, row, spell
),

never as (
    select v.case_kind, v.case_id, v.owner, v.source_file_id, v.sheet, v.row, v.received_at as known_from, v.received_at as known_to
    from rival as v
    left join spell as h
        on v.source_file_id = h.source_file_id and v.sheet = h.sheet and v.row = h.row
        and v.case_kind = h.case_kind and v.case_id = h.case_id
    where h.source_file_id is null
),

together as (
    select * from alone
    union all
    select * from spell
    union all
    select * from never
)

select
    t.case_kind,
    case when n.place = 1 then t.case_id else concat(t.case_id, '@', t.owner) end as case_id,
    t.source_file_id, t.sheet, t.row, t.known_from, t.known_to
from together as t
inner join numbered as n on t.case_kind = n.case_kind and t.case_id = n.case_id and t.owner = n.owner
left join stand_in as x
    on t.case_kind = x.case_kind and t.case_id = x.case_id
    and t.source_file_id = x.source_file_id and t.sheet = x.sheet and t.row = x.row
where x.case_id is null
