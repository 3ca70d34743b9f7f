/* ---
question:
  vi: Quy định nào hầu như không đơn vị nào thực hiện kịp, thời hạn nào mới khả thi, và phiếu hẹn có ghi ngày muộn hơn luật không?
  en: Which rules does nearly nobody keep, which limit would be workable, and do slips promise a later day than the law allows?
--- */
select
    v.standard_id, v.name_vi, v.legal_basis, v.agencies, v.median_shrunk, v.share_below, v.legal_limit, v.workable_limit, v.workable_lower, v.workable_upper,
    v.law_supported, p.slips, p.over_law, p.kept, v.flag_id
from v_unworkable_standards as v
left join promised_day as p on v.standard_id = p.standard_id
