/* ---
question:
  vi: Đơn vị xếp ở khoảng hạng nào trong cùng cấp, và số liệu phủ được bao nhiêu phần nghĩa vụ?
  en: Between which ranks of its tier does each agency lie, and how much of its duties do the data cover?
--- */
select agency_id, name_vi, tier, score, lower, upper, band, rank_lower, rank_upper, ranked_among, coverage, flags_standing, leads_standing, overdue_now
from v_agency_sheet
where coverage is not null
order by tier, rank_lower nulls last, agency_id
