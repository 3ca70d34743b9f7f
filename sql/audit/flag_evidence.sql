/* ---
title:
  vi: Đúng các dòng được đếm trong tử số của cảnh báo
  en: Exactly the rows counted by a flag's numerator
primary_key: [flag_id, fact, row_id]
fields:
  flag_id: {type: "TEXT", vi: "cảnh báo", en: "flag"}
  fact: {type: "TEXT", vi: "bảng sự thật", en: "fact table"}
  row_id: {type: "TEXT", vi: "khóa của dòng", en: "key of the row"}
--- */
select
    flag_id,
    fact,
    row_id
from editions.flag_evidence
