/* ---
title:
  vi: "Kỳ báo cáo đọc được và khớp với ngày đầu kỳ"
  en: "The period can be read and agrees with its first day"
dimension: validity
guards: cases.case_ref
severity: warning
--- */
select 'duty_register' as case_kind, case_id, agency_id, period_start
from cases.duty_register
where period is null or period_start is null or cast(year(period_start) as text) <> left(period, 4)
union all
select 'reported_figure' as case_kind, case_id, agency_id, period_start
from cases.reported_figure
where period is null or period_start is null or cast(year(period_start) as text) <> left(period, 4)
union all
select 'survey' as case_kind, case_id, agency_id, period_start
from cases.survey
where period is null or period_start is null or cast(year(period_start) as text) <> left(period, 4)
