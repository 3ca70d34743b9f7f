/* ---
question:
  vi: Đơn vị nào chậm rõ rệt ở nghĩa vụ nào, từ bao giờ (muộn nhất, nếu since_earliest trống), và ai là người đứng đầu trong 12 tháng được đánh giá?
  en: Which agency clearly fails which duty, since when (at the latest, where since_earliest is empty), and who headed it in the 12 months judged?
--- */
select f.flag_id, coalesce(a.name_vi, '(quy định)') as agency, s.name_vi as standard, f.numerator as unmet, f.denominator as due, f.probability, f.since, f.since_earliest, f.head, f.legal_basis, f.reply
from flag as f
left join agency as a on f.agency_id = a.agency_id
left join standard as s on f.standard_id = s.standard_id
where f.ended_in is null and f.audience = 'published'
order by f.severity desc, f.probability desc nulls last, f.flag_id
