/* ---
question:
  vi: Nếu chọn tham số khác thì số cảnh báo thay đổi thế nào?
  en: How many flags would there be, had a parameter been chosen otherwise?
--- */
select name, value, default_value, flags, lower, flags_lower, higher, flags_higher, effect_vi
from parameter
order by greatest(abs(flags - flags_lower), abs(flags - flags_higher)) desc nulls last, name
