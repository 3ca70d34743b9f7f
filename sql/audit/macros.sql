-- For auditors. Bodies never name the catalogue: the file may be opened under any name.
create or replace macro evidence(wanted_flag) as table
    select e.flag_id, e.fact, d.*
    from flag_evidence as e
    inner join duty as d on e.fact = 'duty' and e.row_id = d.duty_id
    where e.flag_id = wanted_flag
    order by d.duty_id;
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
comment on macro table evidence is 'Các dòng được đếm trong tử số của cảnh báo — the rows counted by a flag';
comment on macro table trace is 'Tệp, trang tính, dòng chứng minh nghĩa vụ — file, sheet and row behind a duty';
comment on macro table head_of is 'Người đứng đầu đơn vị vào một ngày — who headed an agency on a day';
comment on macro table predecessors is 'Đơn vị cũ của một đơn vị — predecessors of an agency';
comment on view v_overdue_now is 'Nghĩa vụ đang quá hạn — duties past their limit and still open';
comment on view v_unworkable_standards is 'Quy định mà hầu như không đơn vị nào làm kịp — standards nearly nobody keeps';
