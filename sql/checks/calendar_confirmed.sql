/* ---
title:
  vi: "Lịch nghỉ của các năm trong kỳ đánh giá đã được xác nhận"
  en: "The days off of every year in the window are confirmed; due dates in a year here are provisional"
dimension: validity
guards: sources.clock
severity: warning
--- */
select year(d.day) as year, count(*) as days_unconfirmed
from sources.calendar_day as d
cross join sources.clock as k
where d.day >= k.window_start and d.day <= k.window_end and d.confirmed = 0
group by year(d.day)
