/* ---
title:
  vi: "Nhân sự pháp chế"
  en: "Legal staff"
primary_key: [case_id]
first_date: [reported_at]
fields:
  case_id: {type: "TEXT", vi: "mã vụ việc", en: "case number", code: true}
  reported_at: {type: "TIMESTAMP", vi: "ngày", en: "day"}
  agency_id: {type: "TEXT", vi: "đơn vị chịu trách nhiệm", en: "agency that owes the duty"}
  posts_assigned: {type: "BIGINT", vi: "vị trí được giao", en: "posts assigned", expected: true}
  posts_filled: {type: "BIGINT", vi: "có mặt", en: "posts filled", expected: true}
  posts_qualified: {type: "BIGINT", vi: "đạt chuẩn", en: "qualified"}
  training_hours: {type: "DECIMAL(38,6)", vi: "giờ đào tạo", en: "hours of training"}
--- */
with known as (
    -- a later file replaces an earlier one, row by row; of two systems the one with priority holds
    select
        r.*,
        row_number() over (
            partition by r.case_id
            order by f.priority desc, f.received_at desc, f.name desc, r.sheet desc, r.row desc
        ) as newest
    from sources.staff as r
    inner join sources.known_file as f on r.source_file_id = f.source_file_id
)

select
    case_id,
    reported_at,
    agency_id,
    posts_assigned,
    posts_filled,
    posts_qualified,
    training_hours,
    source_file_id,
    sheet,
    row
from known
where newest = 1
