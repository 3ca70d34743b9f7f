/* ---
title:
  vi: "Xử phạt vi phạm hành chính"
  en: "Administrative sanctions"
primary_key: [case_id]
first_date: [recorded_at]
fields:
  case_id: {type: "TEXT", vi: "số biên bản", en: "number of the minutes", code: true}
  agency_id: {type: "TEXT", vi: "đơn vị chịu trách nhiệm", en: "agency that owes the duty"}
  field: {type: "TEXT", vi: "lĩnh vực", en: "field"}
  violation: {type: "TEXT", vi: "hành vi vi phạm", en: "violation"}
  recorded_at: {type: "TIMESTAMP", vi: "ngày lập biên bản", en: "minutes made"}
  complex: {type: "BOOLEAN", vi: "vụ việc phức tạp", en: "complex case"}
  decided_at: {type: "TIMESTAMP", vi: "ngày ra quyết định xử phạt", en: "sanction decided"}
  amount: {type: "DECIMAL(38,6)", vi: "số tiền phạt (đồng)", en: "fine in đồng"}
  served_at: {type: "TIMESTAMP", vi: "ngày nhận quyết định", en: "decision served"}
  executed_at: {type: "TIMESTAMP", vi: "ngày thi hành xong", en: "executed"}
  enforcement: {type: "TEXT", vi: "hình thức cưỡng chế", en: "form of enforcement"}
  enforcement_decided_at: {type: "TIMESTAMP", vi: "ngày quyết định cưỡng chế", en: "enforcement decided"}
--- */
with known as (
    -- a later file replaces an earlier one, row by row; of two systems the one with priority holds
    select
        r.*,
        row_number() over (
            partition by r.case_id
            order by f.priority desc, f.received_at desc, f.name desc, r.sheet desc, r.row desc
        ) as newest
    from sources.sanction as r
    inner join sources.known_file as f on r.source_file_id = f.source_file_id
)

select
    case_id,
    agency_id,
    field,
    violation,
    recorded_at,
    complex,
    decided_at,
    amount,
    served_at,
    executed_at,
    enforcement,
    enforcement_decided_at,
    source_file_id,
    sheet,
    row
from known
where newest = 1
