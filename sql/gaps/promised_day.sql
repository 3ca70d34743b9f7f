/* ---
title:
  vi: Ngày hẹn trên phiếu so với luật và ngày xong, theo chuẩn mực
  en: The days promised on slips beside the law and beside the end, by standard
primary_key: [standard_id]
fields:
  standard_id: {type: TEXT, vi: chuẩn mực, en: standard}
  slips: {type: BIGINT, vi: số phiếu hẹn có ngày hẹn và hạn luật định, en: slips with a promised day and a legal one}
  over_law: {type: BIGINT, vi: số phiếu hẹn ghi ngày muộn hơn luật cho phép, en: slips that promise a day later than the law allows}
  kept: {type: BIGINT, vi: số vụ việc của các phiếu ấy xong không muộn hơn ngày đã hẹn, en: cases of those slips that ended by the promised day}
--- */
with slip as (
    select
        p.standard_id, d.fulfilled_at, p.promised_at,
        cast(p.promised_at as date) > cast(p.due_at as date) as over_law
    from gaps.promise_over_law as p
    inner join duties.duty as d on p.row_id = d.duty_id
    where p.promised_at is not null and p.due_at is not null
)

select
    standard_id,
    count(*) as slips,
    count(*) filter (where over_law) as over_law,
    count(*) filter (where over_law and cast(fulfilled_at as date) <= cast(promised_at as date)) as kept
from slip
group by standard_id
