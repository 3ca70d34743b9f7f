/* ---
title:
  vi: "Kết luận thay đổi so với kỳ đã công bố trước"
  en: "Verdicts that changed since the edition published before"
primary_key: [from_edition_id, standard_id]
fields:
  from_edition_id: {type: "TEXT", vi: "kỳ được so sánh", en: "edition compared with"}
  standard_id: {type: "TEXT", vi: "chuẩn mực", en: "standard"}
  before: {type: "TEXT", vi: "kết luận trước", en: "verdict before"}
  after: {type: "TEXT", vi: "kết luận nay", en: "verdict now"}
  cause: {type: "TEXT", vi: "nguyên nhân: new_cases kỳ 12 tháng dịch sang tháng mới, corrected_file tệp sửa, late_data số liệu đến muộn, law quy định hoặc lịch, parameter tham số, erasure xóa theo yêu cầu của người dân, code chương trình", en: "new_cases (the 12 months moved on), corrected_file, late_data, law (or calendar), parameter, erasure (at a person's request), code"}
--- */
select
    h.from_edition_id,
    h.key as standard_id,
    h.before,
    h.after,
    h.cause
from change as h
inner join open_standard_verdict as v on h.key = v.standard_id
where h.what = 'verdict'
