/* ---
title:
  vi: "Đơn vị chỉ phản hồi cảnh báo về chính mình"
  en: "An agency answers flags about itself, or about a rule"
dimension: consistency
guards: cases.reply
severity: warning
--- */
select case_id, agency_id, flag_id
from cases.reply
-- '-' stands where a flag is about a rule and not about one agency
where split_part(flag_id, '~', 2) not in (agency_id, '-')
