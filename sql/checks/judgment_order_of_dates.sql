/* ---
title:
  vi: "Bản án không tuyên trước ngày nhận đơn khiếu nại mà vụ án bắt nguồn"
  en: "No judgment is pronounced before the complaint it follows was received"
dimension: consistency
guards: cases.judgment
severity: warning
--- */
select j.case_id, j.agency_id, j.complaint_id, j.pronounced_at, c.received_at
from cases.judgment as j
inner join cases.complaint as c on j.complaint_id = c.case_id
where cast(j.pronounced_at as date) < cast(c.received_at as date)
