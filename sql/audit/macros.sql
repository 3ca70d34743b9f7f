-- For auditors. Bodies never name the catalogue: the file may be opened under any name.
create or replace macro evidence(wanted_flag) as table
    select e.flag_id, e.fact, e.row_id, d.*
    from flag_evidence as e
    -- what is no duty (a review finding, a year's budget, a file that did not come) stands by its own key
    left join duty as d on e.fact = 'duty' and e.row_id = d.duty_id
    where e.flag_id = wanted_flag
    order by e.fact, e.row_id;
create or replace macro trace(wanted_duty) as table
    select s.duty_id, s.role, f.source_id, f.name as file_name, f.sha256, s.sheet, s.row
    from duty_source as s
    inner join source_file as f on s.source_file_id = f.source_file_id
    where s.duty_id = wanted_duty
    order by s.role, f.name, s.row;
create or replace macro head_of(wanted_agency, on_day) as table
    select h.*
    from head as h
    where h.agency_id = wanted_agency and h.from_date <= on_day and (h.to_date is null or h.to_date >= on_day);
create or replace macro predecessors(wanted_agency) as table
    select p.* from agency_succession as p where p.successor_id = wanted_agency;
create or replace view v_overdue_now as
    select d.*, date_diff('day', cast(d.due_at as date), e.as_of) as days_over
    from duty as d cross join edition as e
    where d.status = 'overdue'
    order by days_over desc, d.duty_id;
create or replace view v_unworkable_standards as
    select v.*, s.name_vi, s.name_en, s.legal_basis
    from standard_verdict as v inner join standard as s on v.standard_id = s.standard_id
    where v.verdict = 'common_cause';
create or replace view v_changes_since_last as
    with split as (
        select
            c.*,
            case c.what when 'flag' then nullif(split_part(c.key, '~', 2), '-') when 'gap' then split_part(c.key, '~', 1) end as agency_id,
            case c.what when 'flag' then nullif(split_part(c.key, '~', 3), '-') when 'gap' then split_part(c.key, '~', 2) when 'verdict' then c.key end as standard_id
        from change as c
    )
    select
        s.what, s.key, f.life, s.before, s.after, s.cause, a.name_vi as agency_vi, a.name_en as agency_en, r.name_vi as standard_vi, r.name_en as standard_en,
        f.life_reason_vi, f.life_reason_en, s.from_edition_id
    from split as s
    left join flag as f on s.what = 'flag' and s.key = f.flag_id
    left join agency as a on s.agency_id = a.agency_id
    left join standard as r on s.standard_id = r.standard_id
    -- findings first, then whose problem a rule is, then single rates
    order by case s.what when 'flag' then 1 when 'verdict' then 2 else 3 end, s.key;
create or replace view v_official_766 as
    select
        o.agency_id, o.period, o.group_no, o.criterion, o.numerator, o.denominator, o.rate, o.max_points, o.points, o.status, o.basis,
        -- counting closed cases alone hides the worst: beside it what the same dossiers say once open overdue ones count
        o.closed_numerator, o.closed_denominator,
        cast(round(o.closed_numerator / nullif(o.closed_denominator, 0), 6) as decimal(38, 6)) as closed_rate,
        o.our_indicator, b.numerator as our_numerator, b.denominator as our_denominator,
        cast(round(b.numerator / nullif(b.denominator, 0), 6) as decimal(38, 6)) as our_value,
        o.rate - cast(round(b.numerator / nullif(b.denominator, 0), 6) as decimal(38, 6)) as official_minus_ours,
        -- never a total out of 100: of each group what can be told, and out of how much
        o.group_max,
        cast(sum(case when o.points is not null then o.max_points else 0 end) over (partition by o.agency_id, o.period, o.group_no) as bigint) as group_told,
        sum(o.points) over (partition by o.agency_id, o.period, o.group_no) as group_points,
        o.note_vi as feeds_vi, o.note_en as feeds
    from official_766 as o
    left join observation as b
        on o.our_indicator = b.indicator_id and o.agency_id = b.agency_id and o.our_standard_id = b.standard_id
        and o.period = b.period and b.window_months = 12;
comment on macro table evidence is 'Các dòng được đếm trong tử số của cảnh báo — the rows counted by a flag';
comment on macro table trace is 'Tệp, trang tính, dòng chứng minh nghĩa vụ — file, sheet and row behind a duty';
comment on macro table head_of is 'Người đứng đầu đơn vị vào một ngày — who headed an agency on a day';
comment on macro table predecessors is 'Đơn vị cũ của một đơn vị — predecessors of an agency';
comment on view v_overdue_now is 'Nghĩa vụ đang quá hạn — duties past their limit and still open';
comment on view v_unworkable_standards is 'Quy định mà hầu như không đơn vị nào làm kịp — standards nearly nobody keeps';
comment on view v_changes_since_last is 'Thay đổi so với kỳ đã công bố trước, kèm nguyên nhân — what changed since the edition published before, and why';
comment on view v_official_766 is 'Tiêu chí theo Quyết định 766/QĐ-TTg cạnh chỉ số của lawgap: cùng dữ liệu, hai cách đếm; không cộng thành điểm trên 100 — criteria of Decision 766/QĐ-TTg beside our own: same data, two ways of counting; never added up to a score out of 100';
