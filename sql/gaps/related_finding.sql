/* ---
title:
  vi: Kết quả rà soát về chính quy định mà chuẩn mực dựa vào
  en: Review findings on the very provision a standard rests on
primary_key: [standard_id, case_id]
fields:
  standard_id: {type: "TEXT", vi: "mã chuẩn mực", en: "standard"}
  case_id: {type: "TEXT", vi: "mã kết quả rà soát", en: "review finding"}
  on_provision: {type: "BOOLEAN", vi: "nêu chính thủ tục, hoặc chính điều của văn bản; nếu không: chỉ cùng văn bản, một bên không nêu điều", en: "it names the procedure, or the very article; if not: the same instrument, one side naming no article"}
  still_open: {type: "BOOLEAN", vi: "đến ngày của kỳ vẫn chưa xử lý", en: "not settled on the day of the edition"}
--- */
with finding as (
    select
        f.case_id,
        f.procedure_code,
        regexp_extract(f.document, '[0-9]+/[0-9]{4}/[^ ,;]+') as instrument,
        regexp_extract(f.provision, 'Điều [0-9]+[a-zđ]?') as article,
        coalesce(f.resolved_at > k.as_of_end, true) as still_open
    from cases.review_finding as f
    cross join sources.clock as k
    where f.found_at <= k.as_of_end
),

related as (
    select p.standard_id, f.case_id, true as on_provision, f.still_open
    from finding as f
    inner join sources.procedure as p on f.procedure_code = p.procedure_code
    union all
    select s.standard_id, f.case_id, f.article <> '' and contains(s.legal_basis, 'Điều ') as on_provision, f.still_open
    from finding as f
    inner join sources.standard as s
        on
            f.instrument <> ''
            and contains(s.legal_basis, f.instrument)
            and (
                f.article = ''
                or not contains(s.legal_basis, 'Điều ')
                or regexp_matches(s.legal_basis || ' ', f.article || '[^0-9a-zđ]')
            )
)

select standard_id, case_id, bool_or(on_provision) as on_provision, bool_or(still_open) as still_open
from related
group by standard_id, case_id
