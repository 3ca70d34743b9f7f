/* ---
title:
  vi: "Gia hạn giải quyết tố cáo phải có quyết định"
  en: "An extension of a denunciation has its written decision"
dimension: consistency
guards: cases.denunciation
severity: warning
--- */
select case_id, agency_id, extension_count
from cases.denunciation
where extension_count > 0 and extension_document is null
