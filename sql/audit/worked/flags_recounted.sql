/* ---
question:
  vi: Tử số của mỗi cảnh báo có đúng bằng số dòng chứng cứ không?
  en: Is the numerator of every flag the number of its evidence rows?
--- */
select f.flag_id, f.kind, f.life, f.numerator, count(e.row_id) as evidence_rows, f.numerator = count(e.row_id) as agrees
from flag as f
left join flag_evidence as e on f.flag_id = e.flag_id
group by f.flag_id, f.kind, f.life, f.numerator
order by agrees, f.flag_id
