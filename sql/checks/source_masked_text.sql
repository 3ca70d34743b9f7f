/* ---
title:
  vi: "Không quá 10 % nội dung phải che dữ liệu cá nhân"
  en: "No more than a tenth of the texts had personal data to mask; a row here should be told to leave it out"
dimension: validity
guards: cases.case_ref
severity: warning
--- */
with written as (
    select source_file_id, agency_id, content from cases.complaint
    union all
    select source_file_id, agency_id, content from cases.petition
    union all
    select source_file_id, agency_id, content from cases.plan_task
    union all
    select source_file_id, agency_id, content from cases.recommendation
    union all
    select source_file_id, agency_id, content from cases.reply
)

select f.source_id, w.agency_id, count(*) as texts, count(*) filter (where contains(w.content, '[…]')) as masked
from written as w
inner join sources.known_file as f on w.source_file_id = f.source_file_id
where w.content is not null
group by f.source_id, w.agency_id
-- under 20 texts, a tenth is one or two slips
having count(*) >= 20 and count(*) filter (where contains(w.content, '[…]')) > 0.10 * count(*)
