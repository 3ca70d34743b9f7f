/* ---
title:
  vi: "Đơn vị có nghĩa vụ theo pháp luật"
  en: "Agencies that owe duties"
primary_key: [agency_id]
fields:
  agency_id: {type: "TEXT", vi: "mã định danh đơn vị", en: "agency"}
  code: {type: "TEXT", vi: "mã đơn vị dùng trong tệp nguồn", en: "code used in source files"}
  name_vi: {type: "TEXT", vi: "tên tiếng Việt", en: "Vietnamese name"}
  name_en: {type: "TEXT", vi: "tên tiếng Anh", en: "English name"}
  tier: {type: "TEXT", vi: "cấp", en: "tier"}
  parent_id: {type: "TEXT", vi: "đơn vị cấp trên", en: "parent"}
  valid_from: {type: "DATE", vi: "có từ ngày", en: "valid from"}
  valid_to: {type: "DATE", vi: "đến ngày", en: "valid to"}
--- */
select
    agency_id,
    code,
    name_vi,
    name_en,
    tier,
    parent_id,
    valid_from,
    valid_to
from agency
