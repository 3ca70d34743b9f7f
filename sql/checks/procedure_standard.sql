/* ---
title:
  vi: "Thủ tục dẫn đến một chuẩn mực đã biết"
  en: "A procedure names a known standard; a row here has no limit"
dimension: consistency
guards: sources.clock
severity: warning
--- */
select p.procedure_code, p.standard_id, p.effective_from
from sources.procedure as p
left join sources.standard as s on p.standard_id = s.standard_id
where s.standard_id is null
