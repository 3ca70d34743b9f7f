/* ---
title:
  vi: Người đứng đầu theo thời gian
  en: Who headed an agency, and when
primary_key: [agency_id, from_date]
fields:
  agency_id: {type: "TEXT", vi: "đơn vị", en: "agency"}
  from_date: {type: "DATE", vi: "từ ngày", en: "from"}
  to_date: {type: "DATE", vi: "đến ngày", en: "to"}
  office_vi: {type: "TEXT", vi: "chức vụ", en: "office"}
  name: {type: "TEXT", vi: "họ tên (chỉ khi hồ sơ địa phương cho phép)", en: "name, only where the profile allows"}
--- */
select
    agency_id,
    from_date,
    to_date,
    office_vi,
    name
from sources.head
