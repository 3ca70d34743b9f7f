/* ---
question:
  vi: Đơn vị nào chậm rõ rệt ở nghĩa vụ nào, từ bao giờ, và ai là người đứng đầu trong thời gian đó?
  en: Which agency clearly fails which duty, since when, and who headed it all that time?
--- */
select f.flag_id, coalesce(a.name_vi, '(quy định)') as agency, s.name_vi as standard, f.numerator as unmet, f.denominator as due, f.probability, f.since, f.head, f.legal_basis, f.reply
from flag as f
left join agency as a on f.agency_id = a.agency_id
left join standard as s on f.standard_id = s.standard_id
where f.ended_in is null and f.audience = 'published'
order by f.severity desc, f.probability desc nulls last, f.flag_id
