/* ---
title:
  vi: "Nhiệm vụ kế hoạch"
  en: "Tasks of the plan"
primary_key: [case_id]
first_date: [assigned_at]
fields:
  case_id: {type: "TEXT", vi: "mã vụ việc", en: "case number", code: true}
  task_group: {type: "BIGINT", vi: "nhóm nhiệm vụ (1–7)", en: "group of tasks (1–7)", expected: true}
  content: {type: "TEXT", vi: "nội dung (đã che dữ liệu cá nhân)", en: "content (personal data masked)"}
  product: {type: "TEXT", vi: "sản phẩm", en: "product"}
  products_assigned: {type: "BIGINT", vi: "số sản phẩm giao", en: "products assigned"}
  products_completed: {type: "BIGINT", vi: "số sản phẩm hoàn thành", en: "products completed"}
  agency_id: {type: "TEXT", vi: "đơn vị chịu trách nhiệm", en: "agency that owes the duty"}
  responsible_person: {type: "TEXT", vi: "cá nhân phụ trách", en: "person responsible"}
  responsible_unit: {type: "TEXT", vi: "tập thể phụ trách", en: "unit responsible"}
  assigned_at: {type: "TIMESTAMP", vi: "ngày giao", en: "assigned"}
  due_at: {type: "TIMESTAMP", vi: "hạn", en: "due", due: true, expected: true}
  completed_at: {type: "TIMESTAMP", vi: "ngày hoàn thành", en: "completed"}
  norm_per_product: {type: "DECIMAL(38,6)", vi: "định mức (đồng/sản phẩm)", en: "norm in đồng a product"}
  spent: {type: "DECIMAL(38,6)", vi: "kinh phí đã chi (đồng)", en: "spent in đồng"}
--- */
with known as (
    -- a later file replaces an earlier one, row by row; of two systems the one with priority holds.
    -- Agencies number their own cases: one number in files of two agencies is two cases
    select
        r.*,
        case when f.owner_counts then r.agency_id else '' end as owner,
        min(f.received_at) over (
            partition by r.case_id, case when f.owner_counts then r.agency_id else '' end
        ) as first_came_at,
        row_number() over (
            partition by r.case_id, case when f.owner_counts then r.agency_id else '' end
            order by f.priority desc, f.received_at desc, f.name desc, r.sheet desc, r.row desc
        ) as newest
    from sources.plan_task as r
    inner join sources.known_file as f on r.source_file_id = f.source_file_id
),

numbered as (
    -- the agency that used a number first keeps it bare, so that the names of its duties stay
    select
        k.*,
        row_number() over (partition by k.case_id order by k.first_came_at, k.owner) as place
    from known as k
    where k.newest = 1
)

select
    case when place = 1 then case_id else concat(case_id, '@', owner) end as case_id,
    task_group,
    content,
    product,
    products_assigned,
    products_completed,
    agency_id,
    responsible_person,
    responsible_unit,
    assigned_at,
    due_at,
    completed_at,
    norm_per_product,
    spent,
    source_file_id,
    sheet,
    row
from numbered
