/* ---
title:
  vi: "Tử số không âm và không vượt mẫu số"
  en: "The numerator of a share lies between 0 and its denominator"
dimension: validity
guards: indicators.observation
severity: error
--- */
select indicator_id, agency_id, standard_id, period, window_months, numerator, denominator
from indicators.observation
where numerator < 0 or denominator < 0 or unknown < 0 or (family = 'proportion' and numerator > denominator)
