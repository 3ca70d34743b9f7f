/* ---
question:
  vi: Quy định nào hầu như không đơn vị nào thực hiện kịp, và thời hạn nào mới khả thi?
  en: Which rules does nearly nobody keep, and which limit would be workable?
--- */
select standard_id, name_vi, legal_basis, agencies, median_shrunk, share_below, legal_limit, workable_limit, workable_lower, workable_upper, law_supported, flag_id
from v_unworkable_standards
