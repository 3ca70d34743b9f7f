/* ---
title:
  vi: Ngày hẹn trên phiếu so với luật và ngày xong, theo chuẩn mực
  en: The days promised on slips beside the law and beside the end, by standard
primary_key: [standard_id]
fields:
  standard_id: {type: TEXT, vi: chuẩn mực, en: standard}
  slips: {type: BIGINT, vi: số phiếu hẹn có ngày hẹn và hạn luật định, en: slips with a promised day and a legal one}
  over_law: {type: BIGINT, vi: số phiếu hẹn ghi ngày muộn hơn luật cho phép, en: slips that promise a day later than the law allows}
  kept: {type: BIGINT, vi: số vụ việc của các phiếu ấy xong không muộn hơn ngày đã hẹn, en: cases of those slips that ended by the promised day}
--- */
select standard_id, slips, over_law, kept
from gaps.promised_day
