/* ---
title:
  vi: Thay đổi so với kỳ đã công bố trước
  en: What changed since the edition published before
primary_key: [from_edition_id, what, key]
fields:
  from_edition_id: {type: "TEXT", vi: "kỳ được so sánh", en: "edition compared with"}
  what: {type: "TEXT", vi: "bảng: flag, verdict, gap", en: "which table: flag, verdict, gap"}
  key: {type: "TEXT", vi: "khóa của dòng: mã cảnh báo; chuẩn mực; đơn vị~chuẩn mực", en: "key of the row: flag; standard; agency~standard"}
  before: {type: "TEXT", vi: "giá trị trước, trống nếu chưa có: cảnh báo ghi chưa đúng/đến hạn, khoảng cách ghi đúng/đến hạn", en: "value before, empty if there was none: of a flag unmet/due, of a gap met/due"}
  after: {type: "TEXT", vi: "giá trị nay, trống nếu không còn", en: "value now, empty if there is none"}
  cause: {type: "TEXT", vi: "nguyên nhân: new_cases kỳ 12 tháng dịch sang tháng mới, corrected_file tệp sửa, late_data số liệu đến muộn, law quy định hoặc lịch, parameter tham số, erasure xóa theo yêu cầu của người dân, code chương trình", en: "new_cases (the 12 months moved on), corrected_file, late_data, law (or calendar), parameter, erasure (at a person's request), code"}
--- */
select
    from_edition_id,
    what,
    key,
    before,
    after,
    cause
from editions.change
