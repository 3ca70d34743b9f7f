/* ---
title:
  vi: Độ đúng của phương pháp, đo trên các thành phố mô phỏng có sự thật biết trước
  en: How right the method is, measured on simulated cities whose truth is known
primary_key: [position]
fields:
  position: {type: "BIGINT", vi: "thứ tự", en: "order"}
  measure_vi: {type: "TEXT", vi: "đại lượng đo", en: "what is measured, in Vietnamese"}
  measure_en: {type: "TEXT", vi: "đại lượng đo, tiếng Anh", en: "what is measured"}
  wanted: {type: "TEXT", vi: "mức phải đạt", en: "what it has to be"}
  measured: {type: "DECIMAL(38,6)", vi: "mức đo được; trống: không thế giới nào cho biết", en: "what was measured; empty: no world says"}
  met: {type: "BOOLEAN", vi: "có đạt không", en: "whether it is met"}
  measured_on: {type: "DATE", vi: "ngày đo", en: "day of the measurement"}
--- */
select position, measure_vi, measure_en, wanted, measured, met, measured_on
from editions.accuracy
