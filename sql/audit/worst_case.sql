/* ---
title:
  vi: "Trường hợp xấu nhất: tỷ lệ sẽ là bao nhiêu nếu những gì đơn vị tự ghi có lợi cho mình đều không được tính"
  en: "Worst case: what the rate would be if nothing that an agency records in its own favour counted"
why:
  vi: "Giới hạn trên của phần mà một đơn vị có thể được lợi nhờ ghi rút hồ sơ, bỏ trống ngày, tạm dừng, gia hạn hoặc ghi muộn; không phải là nghi ngờ."
  en: "The most that an agency could gain by recording withdrawals, leaving dates out, pausing, extending or recording late; no suspicion."
primary_key: [agency_id, standard_id, window_end, channel]
fields:
  agency_id: {type: TEXT, vi: đơn vị, en: agency}
  standard_id: {type: TEXT, vi: chuẩn mực, en: standard}
  window_end: {type: DATE, vi: ngày cuối của 12 tháng, en: last day of the window}
  channel: {type: TEXT, vi: "unknown: chưa rõ kết quả, coi là chưa đúng; excused: rút, hủy, chuyển, trả lại trước hạn, coi là chưa đúng; paused: chỉ kịp hạn nhờ thời gian tạm dừng hoặc chờ bổ sung; extended: chỉ kịp hạn nhờ gia hạn hoặc thời hạn dài hơn; recorded_late: xong đúng hạn nhưng ghi nhận sau hạn; together: tất cả", en: "unknown: outcome not known, taken as unmet; excused: withdrawn, cancelled, handed over or returned before the due day, taken as unmet; paused: met only because of a pause or a supplement asked for; extended: met only because of an extension or a longer limit; recorded_late: fulfilled in time but recorded after the due day; together: all of them"}
  duties: {type: BIGINT, vi: số nghĩa vụ đi qua đường này, en: duties that go this way}
  met: {type: BIGINT, vi: số nghĩa vụ thực hiện đúng đã công bố, en: duties met as published}
  due: {type: BIGINT, vi: số nghĩa vụ đến hạn đã công bố, en: duties due as published}
  rate_published: {type: "DECIMAL(38,6)", vi: tỷ lệ đã công bố, en: rate as published}
  rate_bound: {type: "DECIMAL(38,6)", vi: tỷ lệ nếu không được tính, en: rate if they did not count}
  crosses_line: {type: BOOLEAN, vi: "đã công bố là đạt (hoặc không có gì đến hạn), nếu không được tính thì dưới mức phải đạt; chỉ với chuẩn mực được đánh giá", en: "kept as published (or nothing due), below the line if they did not count; for standards that are judged"}
--- */
select agency_id, standard_id, window_end, channel, duties, met, due, rate_published, rate_bound, crosses_line from gaps.worst_case
