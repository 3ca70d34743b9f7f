-- A month's file of dossiers in the format of ho_so_tthc: distinct numbers, three applicants to ten dossiers, and in the
-- cell of one official in ten a telephone number that must not be stored. 90 % are finished, most of them in time.
with numbered as (
    select
        i,
        timestamp '2025-11-03 07:30:00' + to_days(cast(i * 7919 % 330 as int)) + to_minutes(cast(i % 509 as int)) as submitted_at,
        i % 10 as tenth,
        1 + i % 12 as days
    from range(getvariable('bench_rows')) as t (i)
)

select
    concat('HS.2026.', lpad(cast(i as text), 9, '0')) as "Mã hồ sơ",
    list_extract(getvariable('bench_procedures'), 1 + cast(i % len(getvariable('bench_procedures')) as int)) as "Mã TTHC",
    list_extract(getvariable('bench_agencies'), 1 + cast(i * 31 % len(getvariable('bench_agencies')) as int)) as "Mã đơn vị",
    case i % 3 when 0 then 'Trực tuyến' when 1 then 'Trực tiếp' else 'Bưu chính' end as "Kênh nộp",
    case when tenth < 7 then 'Cá nhân' else 'Doanh nghiệp tư nhân' end as "Loại người nộp",
    lpad(cast(i * 2654435761 % getvariable('bench_applicants') as text), 12, '0') as "Mã người nộp",
    strftime(submitted_at, '%d/%m/%Y %H:%M') as "Thời điểm nộp",
    strftime(submitted_at + interval '35' minute, '%d/%m/%Y %H:%M') as "Thời điểm tiếp nhận",
    strftime(submitted_at + interval '8' day, '%d/%m/%Y') as "Ngày hẹn trả",
    case when tenth > 0 then strftime(submitted_at + to_days(cast(days as int)), '%d/%m/%Y %H:%M') end as "Thời điểm hoàn tất",
    case when tenth > 4 then strftime(submitted_at + to_days(cast(days + 1 as int)), '%d/%m/%Y %H:%M') end as "Thời điểm trả kết quả",
    case when tenth > 0 then 'Đã có kết quả' else 'Đang xử lý' end as "Tình trạng",
    concat('Nguyễn Văn Mẫu ', cast(i % 50 as text), case when tenth = 3 then concat(' 0912', lpad(cast(i % 1000000 as text), 6, '0')) end)
        as "Cán bộ thụ lý",
    'Bộ phận một cửa' as "Bộ phận thụ lý",
    'Có' as "Số hóa",
    case when tenth < 5 then 'Có' else 'Không' end as "Có phí",
    case when tenth < 2 then 'Có' else 'Không' end as "Thanh toán trực tuyến"
from numbered
