/* ---
title:
  vi: Đơn vị cũ và đơn vị kế tiếp
  en: Predecessors and successors
primary_key: [predecessor_id, successor_id]
fields:
  predecessor_id: {type: "TEXT", vi: "đơn vị cũ", en: "predecessor"}
  successor_id: {type: "TEXT", vi: "đơn vị kế tiếp", en: "successor"}
  on_date: {type: "DATE", vi: "ngày chuyển", en: "on"}
  relation: {type: "TEXT", vi: "toàn bộ (whole) hoặc một phần (part)", en: "whole or part"}
--- */
select
    predecessor_id,
    successor_id,
    on_date,
    relation
from sources.agency_succession
