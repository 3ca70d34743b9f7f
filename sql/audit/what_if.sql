/* ---
title:
  vi: "Nếu đổi thời hạn: tỷ lệ kịp hạn"
  en: What if the limit were another
primary_key: [standard_id, factor]
fields:
  standard_id: {type: "TEXT", vi: "chuẩn mực", en: "standard"}
  factor: {type: "DECIMAL(38,6)", vi: "hệ số so với thời hạn hiện hành", en: "times the present limit"}
  limit_value: {type: "DECIMAL(38,6)", vi: "thời hạn", en: "limit"}
  share_kept: {type: "DECIMAL(38,6)", vi: "tỷ lệ kịp hạn", en: "share kept"}
--- */
select
    standard_id,
    factor,
    limit_value,
    share_kept
from gaps.what_if
