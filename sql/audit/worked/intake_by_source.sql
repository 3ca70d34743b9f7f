/* ---
question:
  vi: Mỗi nguồn đã nhận bao nhiêu tệp, bao nhiêu dòng bị trả lại, tệp nào phải nộp mà chưa có?
  en: Of each source, how many files came, how many rows were refused, which files did not come?
--- */
with received as (
    select
        source_id, count(*) as files, sum(rows_read) as rows_read, sum(rows_accepted) as accepted, sum(rows_duplicate) as duplicate, sum(rows_rejected) as rejected
    from source_file
    group by source_id
),

missing as (select source_id, string_agg(agency_id || ' ' || month, '; ' order by month, agency_id) as missing from missing_file group by source_id)

select
    s.source_id, s.title_vi, s.completeness, coalesce(r.files, 0) as files, r.rows_read, r.accepted, r.duplicate, r.rejected,
    r.rows_read = r.accepted + r.duplicate + r.rejected as adds_up, m.missing
from source as s
left join received as r on s.source_id = r.source_id
left join missing as m on s.source_id = m.source_id
order by r.rejected desc nulls last, s.source_id
