/* ---
title:
  vi: "Số lần quy định bị thay đổi trong 12 tháng"
  en: "Rules changed again within 12 months"
why:
  vi: >-
    Quy định vừa ban hành đã sửa thì người dân không kịp theo và lần trước chưa được cân nhắc kỹ. Đếm văn bản ban hành trong tháng mà
    sửa, thay văn bản của cùng đơn vị về cùng điều khoản chưa quá 12 tháng; tính trên văn bản vì không luật nào giới hạn số lần sửa.
  en: >-
    A rule changed soon after it was made cannot be followed, and was not thought through. Counts documents issued in the month that
    change what the same agency set on the same provision within 12 months; over documents, since no law limits the number of changes.
plan_group: 2
case_kinds: [document]
theme: consistency
standards: none
family: rate
unit: per_document
better: lower
grain: "agency × month (of issue)"
minimum_denominator: 5
source_of_definition: "định nghĩa của lawgap / lawgap's own definition"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with issued as (
    -- over documents, not duties: no law says how often a rule may change
    select
        d.case_id,
        d.agency_id,
        cast(d.issued_at as date) as issued_on,
        lower(trim(d.guided_document)) as guided_document,
        -- no provision: the document guides the law as a whole
        lower(trim(coalesce(d.provision, ''))) as provision
    from cases.document as d
    cross join sources.clock as k
    -- a draft changes nothing yet
    where d.issued_at <= k.as_of_end
),

changed as (
    -- documents that change what an earlier one set, on the same provision, within 12 months
    select n.case_id, count(*) as earlier_documents
    from issued as n
    inner join issued as o
        on n.agency_id = o.agency_id
        and n.guided_document = o.guided_document
        and n.provision = o.provision
        -- issued together they are one rule, not a change of it
        and o.issued_on < n.issued_on
        -- a rule that held for more than a year has had its time
        and o.issued_on >= n.issued_on - interval '12' month
    group by n.case_id
),

shown as (
    select
        n.agency_id,
        substr(cast(n.issued_on as text), 1, 7) as period,
        n.guided_document,
        c.earlier_documents
    from issued as n
    left join changed as c on n.case_id = c.case_id
    cross join sources.clock as k
    -- before the months that are shown
    where substr(cast(n.issued_on as text), 1, 7) >= k.first_month
),

counted as (
    select
        agency_id,
        '-' as standard_id,
        period,
        -- a document is one change, whatever number of earlier ones it replaces
        cast(sum(case when earlier_documents is not null then 1 else 0 end) as bigint) as numerator,
        cast(sum(case when guided_document is not null then 1 else 0 end) as bigint) as denominator,
        -- without the document it guides, nobody can say what it changed
        cast(sum(case when guided_document is null then 1 else 0 end) as bigint) as unknown
    from shown
    group by agency_id, period
)

select * from counted
