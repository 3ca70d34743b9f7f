-- For auditors. Bodies never name the catalogue: the file may be opened under any name.
-- What is asked for stands in a row of its own (`asked`), where no table is near: put in the place of a parameter beside tables, a
-- column of the question would be taken for theirs, and every row would match.
create or replace macro evidence(flag_id) as table
    select e.flag_id, e.fact, e.row_id, d.*
    from (select flag_id as wanted) as asked
    inner join flag_evidence as e on asked.wanted = e.flag_id
    -- what is no duty (a review finding, a year's budget, a file that did not come) stands by its own key
    left join duty as d on e.fact = 'duty' and e.row_id = d.duty_id
    order by e.fact, e.row_id;
-- What stands behind an observation of one month: the duties of its standards that fell due in it. None where the indicator counts
-- cases instead (standard_id '-': they stand in the table of their kind) or amounts and posts (budget, staff). Some indicators count
-- fewer of these duties or ask something else of them than whether they were met: docs/auditors.md names them.
create or replace macro evidence_of(agency_id, indicator_id, period) as table
    select d.*
    from (select agency_id as wanted_agency, indicator_id as wanted_indicator, period as wanted_period) as asked
    inner join observation as o
        on asked.wanted_agency = o.agency_id and asked.wanted_indicator = o.indicator_id and asked.wanted_period = o.period
    inner join duty as d on o.agency_id = d.agency_id and o.standard_id = d.standard_id and o.period = d.month
    where o.window_months = 1 and d.status in ('met', 'late', 'overdue', 'unknown')
    order by d.duty_id;
create or replace macro trace(duty_id) as table
    select s.duty_id, s.role, f.source_id, f.name as file_name, f.sha256, s.sheet, s.row
    from (select duty_id as wanted) as asked
    inner join duty_source as s on asked.wanted = s.duty_id
    inner join source_file as f on s.source_file_id = f.source_file_id
    order by s.role, f.name, s.row;
create or replace macro trace_flag(flag_id) as table
    with counted as (
        select e.flag_id, e.fact, e.row_id, g.agency_id, g.standard_id, g.window_end
        from (select flag_id as wanted) as asked
        inner join flag_evidence as e on asked.wanted = e.flag_id
        inner join flag as g on e.flag_id = g.flag_id
    ),

    led as (
        select c.fact, c.row_id, s.role, s.source_file_id, s.sheet, s.row
        from counted as c inner join duty_source as s on c.fact = 'duty' and c.row_id = s.duty_id
        union all
        select c.fact, c.row_id, 'case', s.source_file_id, s.sheet, s.row
        from counted as c inner join case_source as s on c.fact = s.case_kind and c.row_id = s.case_id
        union all
        -- no case at all: the files of the 12 months that came and hold none; their header, row 1
        select c.fact, c.row_id, 'register', f.source_file_id, '', 1
        from counted as c
        inner join standard as r on c.standard_id = r.standard_id
        inner join source_file as f on r.carried_by = f.source_id and coalesce(nullif(f.agency_id, ''), c.agency_id) in (c.agency_id, '*')
        where c.fact = 'agency' and f.withdrawn_at is null
            and (f.month = '*' or f.month between strftime(c.window_end - interval 11 months, '%Y-%m') and strftime(c.window_end, '%Y-%m'))
    )

    select
        c.flag_id, c.fact, c.row_id, coalesce(l.role, case when c.fact = 'missing_file' then 'expected' end) as role,
        coalesce(f.source_id, q.source_id) as source_id, f.name as file_name, f.sha256, l.sheet, l.row,
        -- what did not come leads to the contract that wants it
        cast(try_strptime(split_part(c.row_id, '~', 3) || '-01', '%Y-%m-%d') + interval 1 month + to_days(cast(q.due_day - 1 as integer)) as date) as had_to_come_by
    from counted as c
    left join led as l on c.fact = l.fact and c.row_id = l.row_id
    left join source_file as f on l.source_file_id = f.source_file_id
    left join source as q on c.fact = 'missing_file' and split_part(c.row_id, '~', 1) = q.source_id
    order by c.fact, c.row_id, role, file_name, l.sheet, l.row;
create or replace macro head_of(agency_id, day) as table
    select h.*
    from (select agency_id as wanted_agency, day as wanted_day) as asked
    inner join head as h
        on asked.wanted_agency = h.agency_id and h.from_date <= asked.wanted_day and (h.to_date is null or h.to_date >= asked.wanted_day);
create or replace macro predecessors(agency_id) as table
    select p.* from (select agency_id as wanted) as asked inner join agency_succession as p on asked.wanted = p.successor_id;
create or replace view v_overdue_now as
    select
        d.*, date_diff('day', cast(d.due_at as date), e.as_of) as days_over,
        -- what is only indicative is not scored, and flagged by the kinds alone that list facts one by one
        s.measure, s.name_vi as standard_vi, s.name_en as standard_en, a.name_vi as agency_vi, a.name_en as agency_en
    from duty as d cross join edition as e
    inner join standard as s on d.standard_id = s.standard_id
    left join agency as a on d.agency_id = a.agency_id
    where d.status = 'overdue'
    order by days_over desc, d.duty_id;
create or replace view v_unworkable_standards as
    select v.*, s.name_vi, s.name_en, s.legal_basis, f.flag_id, f.probability, f.numerator as unmet_duties, f.denominator as duties_due, f.reply
    from standard_verdict as v
    inner join standard as s on v.standard_id = s.standard_id
    -- a flag that ended speaks of an earlier edition, not of this verdict
    left join flag as f on v.standard_id = f.standard_id and f.kind = 'unworkable' and f.ended_in is null
    where v.verdict = 'common_cause'
    order by v.standard_id;
create or replace view v_agency_sheet as
    with flagged as (
        select
            agency_id,
            count(*) filter (where ended_in is null and audience = 'published') as flags_standing,
            count(*) filter (where ended_in is null and audience = 'lead') as leads_standing,
            count(*) filter (where ended_in is not null) as flags_ended,
            max(severity) filter (where ended_in is null and audience = 'published') as highest_severity
        from flag
        group by agency_id
    ),

    counted as (
        select agency_id, count(*) filter (where assessable and denominator > 0) as standards_assessed, sum(unmet_duties) filter (where assessable) as unmet_duties
        from gap
        group by agency_id
    ),

    open_duty as (
        select d.agency_id, count(*) as overdue_now
        from duty as d inner join standard as s on d.standard_id = s.standard_id and s.measure = 'scored'
        where d.status = 'overdue'
        group by d.agency_id
    ),

    heading as (
        select h.agency_id, string_agg(coalesce(h.name || ', ', '') || h.office_vi, '; ' order by h.from_date) as head_now
        from head as h cross join edition as e
        where h.from_date <= e.as_of and (h.to_date is null or h.to_date >= e.as_of)
        group by h.agency_id
    ),

    missing as (select agency_id, count(*) as files_missing from missing_file group by agency_id)

    select
        a.agency_id, a.name_vi, a.name_en, a.tier, h.head_now,
        s.score, s.lower, s.upper, s.band, s.rank_lower, s.rank_upper, s.ranked_among, s.coverage,
        coalesce(c.standards_assessed, 0) as standards_assessed, cast(coalesce(c.unmet_duties, 0) as bigint) as unmet_duties,
        coalesce(o.overdue_now, 0) as overdue_now, coalesce(m.files_missing, 0) as files_missing,
        coalesce(f.flags_standing, 0) as flags_standing, coalesce(f.leads_standing, 0) as leads_standing, coalesce(f.flags_ended, 0) as flags_ended,
        f.highest_severity
    from agency as a
    left join score as s on a.agency_id = s.agency_id and s.plan_group = 0
    left join flagged as f on a.agency_id = f.agency_id
    left join counted as c on a.agency_id = c.agency_id
    left join open_duty as o on a.agency_id = o.agency_id
    left join heading as h on a.agency_id = h.agency_id
    left join missing as m on a.agency_id = m.agency_id
    order by a.agency_id;
create or replace view v_changes_since_last as
    with split as (
        select
            c.*,
            case c.what when 'flag' then nullif(split_part(c.key, '~', 2), '-') when 'gap' then split_part(c.key, '~', 1) end as agency_id,
            case c.what when 'flag' then nullif(split_part(c.key, '~', 3), '-') when 'gap' then split_part(c.key, '~', 2) when 'verdict' then c.key end as standard_id
        from change as c
    )
    select
        s.what, s.key, f.audience, f.life, s.before, s.after, s.cause, a.name_vi as agency_vi, a.name_en as agency_en, r.name_vi as standard_vi, r.name_en as standard_en,
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
comment on macro table evidence_of is 'Các nghĩa vụ đứng sau một giá trị chỉ số của tháng; chỉ số không đếm nghĩa vụ thì không có dòng — the duties behind an indicator''s value of one month; none where an indicator counts no duties';
comment on macro table trace_flag is 'Tệp, trang tính, dòng của từng dòng mà cảnh báo đếm; tệp chưa nộp thì hạn phải nộp — file, sheet and row of every row a flag counts; for a file that did not come, the day it had to';
comment on macro table trace is 'Tệp, trang tính, dòng chứng minh nghĩa vụ — file, sheet and row behind a duty';
comment on macro table head_of is 'Người đứng đầu đơn vị vào một ngày — who headed an agency on a day';
comment on macro table predecessors is 'Đơn vị cũ của một đơn vị — predecessors of an agency';
comment on view v_overdue_now is 'Nghĩa vụ đang quá hạn — duties past their limit and still open';
comment on view v_unworkable_standards is 'Quy định mà hầu như không đơn vị nào làm kịp — standards nearly nobody keeps';
comment on view v_agency_sheet is 'Mỗi đơn vị một dòng: điểm kèm khoảng tin cậy, số nghĩa vụ chưa đúng luật, tệp chưa nộp; cảnh báo còn hiệu lực, dấu hiệu để kiểm tra và cảnh báo đã chấm dứt đếm riêng — one row an agency: score with its interval, unmet duties, missing files; standing flags, leads and ended flags counted apart';
comment on view v_changes_since_last is 'Thay đổi so với kỳ đã công bố trước, kèm nguyên nhân — what changed since the edition published before, and why';
comment on view v_official_766 is 'Tiêu chí theo Quyết định 766/QĐ-TTg cạnh chỉ số của lawgap: cùng dữ liệu, hai cách đếm; không cộng thành điểm trên 100 — criteria of Decision 766/QĐ-TTg beside our own: same data, two ways of counting; never added up to a score out of 100';
-- what a view computes or renames; its other columns mean what they mean in their table
comment on column v_overdue_now.days_over is 'số ngày lịch đã quá hạn đến ngày chốt số liệu — calendar days past the due date at as_of';
comment on column v_overdue_now.standard_vi is 'tên chuẩn mực — standard, in Vietnamese';
comment on column v_overdue_now.standard_en is 'tên chuẩn mực, tiếng Anh — standard, in English';
comment on column v_overdue_now.agency_vi is 'tên đơn vị — agency, in Vietnamese';
comment on column v_overdue_now.agency_en is 'tên đơn vị, tiếng Anh — agency, in English';
comment on column v_unworkable_standards.duties_due is 'số nghĩa vụ đến hạn — duties due';
comment on column v_unworkable_standards.unmet_duties is 'số nghĩa vụ chưa đúng luật — unmet duties';
comment on column v_agency_sheet.head_now is 'người đứng đầu vào ngày chốt số liệu — head in office at as_of';
comment on column v_agency_sheet.standards_assessed is 'số chuẩn mực đủ cơ sở đánh giá — standards with assessable data';
comment on column v_agency_sheet.unmet_duties is 'số nghĩa vụ chưa đúng luật trong 12 tháng, theo các chuẩn mực được đánh giá — unmet duties of the 12 months, of assessable standards';
comment on column v_agency_sheet.overdue_now is 'số nghĩa vụ đang quá hạn, theo các chuẩn mực có chấm điểm — duties past their limit and open, of scored standards';
comment on column v_agency_sheet.files_missing is 'số tệp phải nộp mà chưa có — files that had to come and did not';
comment on column v_agency_sheet.flags_standing is 'số cảnh báo công bố còn hiệu lực — published flags that stand';
comment on column v_agency_sheet.leads_standing is 'số dấu hiệu chỉ để kiểm tra — leads, for auditors alone';
comment on column v_agency_sheet.flags_ended is 'số cảnh báo đã khắc phục hoặc đã rút — flags resolved or withdrawn';
comment on column v_agency_sheet.highest_severity is 'mức nghiêm trọng cao nhất của cảnh báo còn hiệu lực (1–4) — highest severity of a standing flag (1–4)';
comment on column v_changes_since_last.agency_vi is 'tên đơn vị — agency, in Vietnamese';
comment on column v_changes_since_last.agency_en is 'tên đơn vị, tiếng Anh — agency, in English';
comment on column v_changes_since_last.standard_vi is 'tên chuẩn mực — standard, in Vietnamese';
comment on column v_changes_since_last.standard_en is 'tên chuẩn mực, tiếng Anh — standard, in English';
comment on column v_official_766.closed_rate is 'tỷ lệ chỉ tính hồ sơ đã hoàn tất — rate among closed dossiers alone';
comment on column v_official_766.our_numerator is 'tử số của chỉ số lawgap — numerator of our indicator';
comment on column v_official_766.our_denominator is 'mẫu số của chỉ số lawgap — denominator of our indicator';
comment on column v_official_766.our_value is 'giá trị chỉ số lawgap — value of our indicator';
comment on column v_official_766.official_minus_ours is 'chênh lệch: cách đếm chính thức trừ chỉ số lawgap — official rate minus ours';
comment on column v_official_766.group_told is 'điểm tối đa của các tiêu chí tính được trong nhóm — most points of the group''s criteria that can be told';
comment on column v_official_766.group_points is 'điểm của các tiêu chí tính được trong nhóm — points of the group''s criteria that can be told';
comment on column v_official_766.feeds_vi is 'dữ liệu để tính — what feeds it, in Vietnamese';
comment on column v_official_766.feeds is 'dữ liệu để tính, tiếng Anh — what feeds it, in English';
