/* ---
title:
  vi: "Cặp quy định có thể mâu thuẫn: một việc, hai thời hạn"
  en: "Possible contradictions: one fact, two limits"
primary_key: [standard_id, other_standard_id]
fields:
  standard_id: {type: "TEXT", vi: "chuẩn mực", en: "standard"}
  other_standard_id: {type: "TEXT", vi: "chuẩn mực kia", en: "the other standard"}
  case_kind: {type: "TEXT", vi: "loại vụ việc", en: "case kind"}
  start_event: {type: "TEXT", vi: "sự kiện bắt đầu chung", en: "common start event"}
  end_event: {type: "TEXT", vi: "sự kiện kết thúc chung", en: "common end event"}
  from_date: {type: "DATE", vi: "cùng có hiệu lực từ", en: "both in force from"}
  to_date: {type: "DATE", vi: "cùng có hiệu lực đến", en: "both in force to"}
  limit_value: {type: "DECIMAL(38,6)", vi: "thời hạn", en: "limit"}
  unit: {type: "TEXT", vi: "đơn vị tính", en: "unit"}
  other_limit_value: {type: "DECIMAL(38,6)", vi: "thời hạn kia", en: "the other limit"}
  other_unit: {type: "TEXT", vi: "đơn vị tính kia", en: "unit of the other"}
  legal_basis: {type: "TEXT", vi: "căn cứ", en: "legal basis"}
  other_legal_basis: {type: "TEXT", vi: "căn cứ kia", en: "legal basis of the other"}
  confirmed: {type: "BOOLEAN", vi: "cả hai quy định đã được cán bộ pháp chế xác nhận", en: "a legal officer has confirmed both rules"}
--- */
select
    c.standard_id, c.other_standard_id, c.case_kind, c.start_event, c.end_event, c.from_date, c.to_date,
    a.limit_value, a.unit, b.limit_value as other_limit_value, b.unit as other_unit,
    a.legal_basis, b.legal_basis as other_legal_basis,
    a.status = 'confirmed' and b.status = 'confirmed' as confirmed
from sources.law_contradiction as c
inner join sources.standard as a on c.standard_id = a.standard_id
inner join sources.standard as b on c.other_standard_id = b.standard_id
