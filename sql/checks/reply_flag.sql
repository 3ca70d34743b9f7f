/* ---
title:
  vi: "Mã cảnh báo được phản hồi viết đúng dạng"
  en: "The flag that is answered is written as a flag's number"
dimension: validity
guards: cases.reply
severity: warning
--- */
select case_id, agency_id, flag_id
from cases.reply
-- kind~agency~standard, and the subject where there is one
where flag_id is null or not regexp_full_match(flag_id, '[a-z_]+~[^~]+~[^~]+(~.+)?')
