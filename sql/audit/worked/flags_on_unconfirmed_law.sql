/* ---
question:
  vi: Cảnh báo nào dựa trên quy định chưa được cán bộ pháp chế xác nhận?
  en: Which flags stand on rules that no legal officer has confirmed?
--- */
select f.flag_id, s.standard_id, s.status, s.legal_basis, s.evidence, s.question
from flag as f
inner join standard as s on f.standard_id = s.standard_id
where s.status <> 'confirmed' and f.ended_in is null
order by s.status desc, f.flag_id
