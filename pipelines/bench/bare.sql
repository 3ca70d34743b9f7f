-- What a good script does: read, number, type, hash by the table of applicants, mask. Rows are numbered before the join, which keeps no order.
create table dossier as
with numbered as (
    select row_number() over () + 1 as row, *
    from read_csv(getvariable('bare_file'), header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')
)

select
    n.row,
    n."Mã hồ sơ" as case_id,
    n."Mã TTHC" as procedure_code,
    n."Mã đơn vị" as agency_code,
    n."Kênh nộp" as channel,
    n."Loại người nộp" as applicant_type,
    a.token as applicant_token,
    strptime(n."Thời điểm nộp", getvariable('bare_moments')) as submitted_at,
    strptime(n."Thời điểm tiếp nhận", getvariable('bare_moments')) as accepted_at,
    strptime(n."Ngày hẹn trả", getvariable('bare_moments')) as promised_at,
    strptime(n."Thời điểm hoàn tất", getvariable('bare_moments')) as finished_at,
    strptime(n."Thời điểm trả kết quả", getvariable('bare_moments')) as returned_at,
    n."Tình trạng" as status,
    regexp_replace(n."Cán bộ thụ lý", getvariable('bare_mask'), '[…]', 'g') as responsible_person,
    n."Bộ phận thụ lý" as responsible_unit,
    n."Số hóa" as digitised,
    n."Có phí" as has_fee,
    n."Thanh toán trực tuyến" as paid_online
from numbered as n
left join applicant as a on n."Mã người nộp" = a.number
