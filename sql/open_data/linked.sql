/* ---
title:
  vi: Các chuẩn mực cùng đếm một vụ việc - chuẩn mực nào nằm trong chuẩn mực nào, cặp nào chung vụ việc
  en: Standards that count the same cases - which lies within which, and which have cases in common
why:
  vi: Lấy số của chuẩn mực rộng trừ số của chuẩn mực hẹp thì ra số của phần còn lại, dù phần đó không được công bố
  en: The number of the wider less the numbers of the narrower is that of what is left, published or not
primary_key: [standard_id, other_standard_id]
fields:
  standard_id: {type: "TEXT", vi: "chuẩn mực", en: "standard"}
  other_standard_id: {type: "TEXT", vi: "chuẩn mực khác cùng loại vụ việc", en: "another standard of the same case kind"}
  share: {type: "DECIMAL(38,6)", vi: "tỷ lệ vụ việc của chuẩn mực này cũng có nghĩa vụ theo chuẩn mực kia tại cùng đơn vị", en: "share of the cases of the one that owe a duty under the other too, at the same agency"}
--- */
with counted as (
    -- of all months: at the ends of the 12 months a case may fall due under one standard and not yet under the other
    select distinct d.agency_id, d.standard_id, d.case_kind, d.case_id
    from duty as d
    where d.status in ('met', 'late', 'overdue', 'unknown')
),

own as (select c.standard_id, count(*) as cases from counted as c group by c.standard_id),

common as (
    select c.standard_id, o.standard_id as other_standard_id, count(*) as cases
    from counted as c
    inner join counted as o
        on c.case_kind = o.case_kind and c.case_id = o.case_id and c.agency_id = o.agency_id and c.standard_id <> o.standard_id
    group by c.standard_id, o.standard_id
)

select c.standard_id, c.other_standard_id, cast(round(c.cases / o.cases, 6) as decimal(38, 6)) as share
from common as c
inner join own as o on c.standard_id = o.standard_id
