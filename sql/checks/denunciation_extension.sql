/* ---
title:
  vi: "Số lần gia hạn giải quyết tố cáo từ 0 đến 2"
  en: "A denunciation is extended at most twice"
dimension: validity
guards: cases.denunciation
severity: warning
--- */
select case_id, agency_id, extension_count
from cases.denunciation
-- Law on Denunciations 25/2018/QH14, Art. 30: once, or twice where the case is especially complex
where extension_count < 0 or extension_count > 2
