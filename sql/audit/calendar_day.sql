/* ---
title:
  vi: Ngày làm việc và ngày nghỉ, như đã dùng để tính hạn
  en: Working days and days off, as limits were counted with
primary_key: [day]
fields:
  day: {type: "DATE", vi: "ngày", en: "day"}
  is_working: {type: "BIGINT", vi: "1: ngày làm việc; 0: ngày nghỉ", en: "1: working day; 0: day off"}
  work_no: {type: "BIGINT", vi: "số thứ tự ngày làm việc; ngày nghỉ mang số của ngày làm việc liền trước", en: "ordinal of the working day; a day off has that of the working day before"}
--- */
select c.day, c.is_working, c.work_no
from sources.calendar_day as c
cross join sources.clock as k
-- the trend, and a year on either side for what began before it or falls due after it
where c.day between cast(k.first_month || '-01' as date) - interval 1 year and k.window_end + interval 1 year
