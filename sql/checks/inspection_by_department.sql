/* ---
title:
  vi: "Từ 01/7/2025 sở không còn cơ quan thanh tra: cuộc thanh tra do sở tiến hành sau ngày đó là dữ liệu sai, trừ Thanh tra Thành phố"
  en: "Departments have had no inspectorate since 1 July 2025: a later inspection by one other than the city's inspectorate is an error of the data"
dimension: consistency
guards: cases.inspection
severity: warning
--- */
select i.case_id, i.agency_id, i.inspecting_agency_id, i.started_at
from cases.inspection as i
inner join sources.agency as a on i.inspecting_agency_id = a.agency_id
-- Law on Inspection 84/2025/QH15, in force from 1 July 2025
where
    a.tier = 'department' and i.started_at >= timestamp '2025-07-01'
    -- the city's inspectorate stands among the departments of the register: it leads the law on inspections
    and not exists (
        select 1 from sources.standard as s where s.case_kind = 'inspection' and s.led_by = i.inspecting_agency_id
    )
