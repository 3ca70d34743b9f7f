/* ---
title:
  vi: Ngày mà các nghĩa vụ đang được tính đến
  en: The day at which the duties stand
why:
  vi: trạng thái phụ thuộc ngày tính; tiếp nhận tệp có thể chuyển đồng hồ mà chưa tính lại nghĩa vụ
  en: statuses depend on the day; an intake can move the clock before the duties are made again
primary_key: [as_of]
made_with: duty
--- */
select k.as_of, k.known_at
from sources.clock as k
