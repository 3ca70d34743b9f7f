/* ---
title:
  vi: "Số ngày giải quyết hồ sơ thủ tục hành chính (trung vị)"
  en: "Days to decide a dossier (median)"
why:
  vi: >-
    Người dân quan tâm phải chờ bao lâu, không chỉ đúng hay trễ. Hồ sơ còn mở được tính là chưa xong, nên hồ sơ chậm
    nhất không bị bỏ ra ngoài.
  en: >-
    Citizens care how long they wait, not only whether it was late. Open dossiers count as not ended, so the slowest are
    not left out.
plan_group: 3
case_kinds: [procedure_case]
theme: timeliness
standards: all
family: duration
unit: days in the unit of the standard
better: lower
grain: agency × standard × month
minimum_denominator: 5
source_of_definition: >-
  định nghĩa của lawgap: trung vị Kaplan–Meier từ khi tiếp nhận đến khi có kết quả / lawgap's own definition:
  Kaplan–Meier median from acceptance to result
owner: lawgap
--- */
with cohort as (
    select d.agency_id, d.standard_id, d.month as period, d.days_taken as days, d.ended
    from duties.duty as d
    inner join sources.standard as s on d.standard_id = s.standard_id
    cross join sources.clock as k
    where
        -- standards that a procedure chooses
        s.by_procedure
        -- by the month in which they fall due, and no month outside the trend
        and d.month >= k.first_month
        and d.month <= k.last_month
        -- what is still open counts as open, however young; withdrawn is no ending, and of unknown we know no length
        and d.status in ('met', 'late', 'overdue', 'pending')
        -- an end before its start is a defect of the data, not a length
        and d.days_taken >= 0
),

lasted as (
    select agency_id, standard_id, period, days, cast(case when ended then 1 else 0 end as bigint) as ended
    from cohort
)

select agency_id, standard_id, period, days, ended
from lasted
