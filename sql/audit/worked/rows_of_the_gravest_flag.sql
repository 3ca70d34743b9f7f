/* ---
question:
  vi: Cảnh báo nghiêm trọng nhất dựa trên những dòng nào, ở tệp và trang tính nào?
  en: On which rows of which file and sheet does the gravest flag stand?
--- */
select row_id, role, source_id, file_name, sheet, row, sha256
from trace_flag((select flag_id from flag where ended_in is null and audience = 'published' order by severity desc, numerator desc, flag_id limit 1))
