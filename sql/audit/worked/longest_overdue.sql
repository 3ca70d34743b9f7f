/* ---
question:
  vi: Nghĩa vụ nào đang quá hạn lâu nhất, do cá nhân và tập thể nào phụ trách?
  en: Which duties have been overdue longest, and which person and unit answer for them?
--- */
select duty_id, agency_vi, standard_vi, case_id, due_at, days_over, responsible_person, responsible_unit
from v_overdue_now
where measure = 'scored'
order by days_over desc, duty_id
limit 50
