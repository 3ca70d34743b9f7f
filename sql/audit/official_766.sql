/* ---
title:
  vi: "Bộ chỉ số theo Quyết định 766/QĐ-TTg: phần tính được từ cùng dữ liệu, 12 tháng"
  en: "The index of Decision 766/QĐ-TTg: what the same data can tell, over 12 months"
primary_key: [agency_id, criterion, period]
fields:
  agency_id: {type: "TEXT", vi: "đơn vị", en: "agency"}
  criterion: {type: "TEXT", vi: "tiêu chí", en: "criterion"}
  period: {type: "TEXT", vi: "tháng cuối của 12 tháng", en: "last month of the 12"}
  group_no: {type: "BIGINT", vi: "nhóm tiêu chí (1–5)", en: "group of criteria (1–5)"}
  group_max: {type: "BIGINT", vi: "điểm tối đa của nhóm", en: "the group's maximum"}
  max_points: {type: "BIGINT", vi: "điểm tối đa của tiêu chí; trống nếu chưa đọc được", en: "the criterion's maximum; empty where it was not found stated"}
  numerator: {type: "BIGINT", vi: "tử số", en: "numerator"}
  denominator: {type: "BIGINT", vi: "mẫu số", en: "denominator"}
  rate: {type: "DECIMAL(38,6)", vi: "tỷ lệ", en: "rate"}
  points: {type: "DECIMAL(38,6)", vi: "điểm nếu tính theo tỷ lệ (tỷ lệ × điểm tối đa): cách hiểu của lawgap, chưa phải điểm chính thức", en: "points if proportional (rate × maximum): lawgap's reading, no official score"}
  status: {type: "TEXT", vi: "measured: tính được; approximated: gần đúng; rate_only: có tỷ lệ, chưa rõ điểm; no_data: chưa có dữ liệu", en: "measured, approximated, rate_only (points not stated), no_data"}
  basis: {type: "TEXT", vi: "tiêu chí và điểm: seen: đã đọc bản sao; to_confirm: cần xác nhận", en: "criterion and points: seen in a copy, or to_confirm"}
  closed_numerator: {type: "BIGINT", vi: "đúng hạn trong số hồ sơ đã giải quyết xong", en: "on time among dossiers already settled"}
  closed_denominator: {type: "BIGINT", vi: "hồ sơ đã giải quyết xong (bỏ hồ sơ quá hạn còn mở)", en: "dossiers already settled (open overdue ones left out)"}
  our_indicator: {type: "TEXT", vi: "chỉ số tương ứng của lawgap", en: "lawgap's own indicator beside it"}
  our_standard_id: {type: "TEXT", vi: "chuẩn mực của chỉ số đó", en: "standard of that indicator"}
  note_vi: {type: "TEXT", vi: "dữ liệu lấy ở đâu, còn thiếu gì, khác lawgap ở đâu", en: "in Vietnamese: what feeds it, what is missing, how it differs"}
  note_en: {type: "TEXT", vi: "như trên, tiếng Anh", en: "what feeds it, what is missing, how it differs"}
--- */
with criterion (criterion, group_no, group_max, max_points, with_data, basis, our_indicator, our_standard_id, note_vi, note_en) as (
    values
    (
        'i766_procedures_announced_on_time', 1, 18, 6, 'no_data', 'to_confirm', null, null,
        'Cần sổ thủ tục đã công bố và hạn công bố; chưa nguồn nào có.',
        'Needs the register of announced procedures and their due days; no source has it.'
    ),
    (
        'i766_procedures_posted_on_time', 1, 18, 4, 'approximated', 'to_confirm', 'document_published', 'tthc_posted_national_db',
        'Theo nghĩa vụ đăng tải thủ tục (su_kien_vu_viec), chỉ gồm văn bản công bố có trong dữ liệu.',
        'From the duty to post announced procedures (su_kien_vu_viec): announcements in the data alone.'
    ),
    (
        'i766_procedures_full_content', 1, 18, 4, 'no_data', 'to_confirm', null, null,
        'Cần kiểm tra nội dung công khai; chưa nguồn nào có.',
        'Needs a check of what was published; no source has it.'
    ),
    (
        'i766_dossiers_synced', 1, 18, 4, 'no_data', 'to_confirm', null, null,
        'Không cột nào ghi hồ sơ đã đồng bộ lên Cổng Dịch vụ công quốc gia.',
        'No column says that a dossier was synchronised to the national portal.'
    ),
    (
        'i766_dossiers_on_time', 2, 20, 20, 'measured', 'seen', 'promise_kept', 'onestop_result_by_due_date',
        'Hồ sơ xong trong 12 tháng cộng hồ sơ quá hạn còn mở; hạn là ngày hẹn trả. lawgap tính hồ sơ đến hạn trong 12 tháng, kể cả còn mở; chỉ tính hồ sơ đã xong thì che việc trễ nhất.',
        'Settled in the 12 months plus overdue and still open, by the promised day. lawgap counts what fell due in them, open ones included; counting settled ones alone hides the latest.'
    ),
    (
        'i766_results_electronic', 3, 22, null, 'no_data', 'to_confirm', null, null,
        'Chưa có cột kết quả điện tử; điểm riêng của tiêu chí chưa đọc được.',
        'No column for electronic results; its points were not found stated.'
    ),
    (
        'i766_dossiers_digitised', 3, 22, null, 'rate_only', 'to_confirm', 'dossier_digitised', '-',
        'ho_so_tthc, cột Số hóa; chưa rõ là số hóa hồ sơ hay kết quả; điểm riêng trong 22 điểm chưa đọc được.',
        'ho_so_tthc, column Số hóa; whether dossier or result is not said; its share of the 22 points was not found stated.'
    ),
    (
        'i766_data_reused', 3, 22, null, 'no_data', 'to_confirm', null, null,
        'Cần số liệu khai thác, sử dụng lại của Cổng; chưa nguồn nào có.',
        'Needs the portal''s own count of reuse; no source has it.'
    ),
    (
        'i766_online_full_dossiers', 4, 22, 12, 'approximated', 'to_confirm', 'dossier_online', '-',
        'Gần đúng: hồ sơ nộp trực tuyến (Kênh nộp), chưa phân biệt toàn trình với một phần.',
        'Approximation: dossiers submitted online (Kênh nộp); full and partial online procedures are not told apart.'
    ),
    (
        'i766_online_payment', 4, 22, 10, 'measured', 'to_confirm', 'paid_online', '-',
        'Hồ sơ tiếp nhận trong 12 tháng, có phí và được thanh toán trực tuyến, trên hồ sơ có phí đã ghi cách thanh toán; lawgap tính theo tháng hoàn tất.',
        'Dossiers accepted in the 12 months with a fee paid online, over those whose way of payment is stated; lawgap counts by the month of completion.'
    ),
    (
        'i766_pakn_on_time', 5, 18, 6, 'measured', 'seen', 'petition_answered_on_time', 'pakn_answered',
        'Phản ánh có Hạn trả lời trong 12 tháng, trả lời đến hạn đó. lawgap tính theo thời hạn của pháp luật, không theo ngày hẹn. Phản ánh ngoài thẩm quyền chưa tách được.',
        'Feedback whose Hạn trả lời lies in the 12 months, answered by it. lawgap goes by the limit of the law, not by the promised day. Matters outside competence cannot be told apart.'
    ),
    (
        'i766_pakn_satisfied', 5, 18, 6, 'measured', 'seen', 'petition_satisfied', '-',
        '(Tất cả − không hài lòng hoặc quá hạn) / tất cả; không hài lòng là mức 1, 2; không chấm thì không tính là không hài lòng (cách hiểu của lawgap). lawgap tách hài lòng và đúng hạn.',
        '(All − dissatisfied or overdue) / all; dissatisfied is 1 or 2, no mark is not dissatisfaction (lawgap''s reading). lawgap keeps satisfaction and time apart.'
    ),
    (
        'i766_service_satisfied', 5, 18, 6, 'measured', 'seen', 'survey_satisfied', '-',
        'khao_sat_hai_long: Số hài lòng / Số phiếu của các kỳ kết thúc trong 12 tháng.',
        'khao_sat_hai_long: Số hài lòng / Số phiếu of periods that ended in the 12 months.'
    )
),

clock as (
    select as_of, as_of_end, last_month, window_start, cast(window_start as timestamp) as window_start_at from sources.clock
),

counted as (
    -- the portal looks at what was settled in the period and what is overdue at its end, by the day on the slip
    select
        d.agency_id, 'i766_dossiers_on_time' as criterion,
        count(*) filter (where d.status = 'met' and d.fulfilled_at is not null) as numerator,
        count(*) as denominator,
        count(*) filter (where d.status = 'met' and d.fulfilled_at is not null) as closed_numerator,
        count(*) filter (where d.fulfilled_at is not null) as closed_denominator
    from duties.duty as d
    cross join clock as k
    where d.standard_id = 'onestop_result_by_due_date'
        and (
            (d.status in ('met', 'late') and d.fulfilled_at >= k.window_start_at and d.fulfilled_at <= k.as_of_end)
            or d.status = 'overdue'
        )
    group by d.agency_id
    union all
    select
        d.agency_id, 'i766_procedures_posted_on_time' as criterion,
        count(*) filter (where d.status = 'met') as numerator, count(*) as denominator,
        null as closed_numerator, null as closed_denominator
    from duties.duty as d
    cross join clock as k
    where d.standard_id = 'tthc_posted_national_db' and d.status in ('met', 'late', 'overdue')
        and d.month >= strftime(k.window_start, '%Y-%m') and d.month <= k.last_month
    group by d.agency_id
    union all
    select
        p.agency_id, c.criterion,
        case c.criterion
            when 'i766_online_full_dossiers' then count(*) filter (where p.channel = 'online')
            when 'i766_dossiers_digitised' then count(*) filter (where p.digitised)
            else count(*) filter (where p.has_fee and p.paid_online)
        end as numerator,
        case c.criterion
            when 'i766_online_full_dossiers' then count(*) filter (where p.channel is not null)
            when 'i766_dossiers_digitised' then count(*) filter (where p.digitised is not null)
            else count(*) filter (where p.has_fee and p.paid_online is not null)
        end as denominator,
        null as closed_numerator, null as closed_denominator
    from cases.procedure_case as p
    cross join clock as k
    cross join criterion as c
    where c.criterion in ('i766_online_full_dossiers', 'i766_dossiers_digitised', 'i766_online_payment')
        and p.accepted_at >= k.window_start_at and p.accepted_at <= k.as_of_end
    group by p.agency_id, c.criterion
    union all
    select
        p.agency_id, 'i766_pakn_on_time' as criterion,
        count(*) filter (where p.answered_at <= p.promised_at) as numerator, count(*) as denominator,
        null as closed_numerator, null as closed_denominator
    from cases.petition as p
    cross join clock as k
    where p.promised_at >= k.window_start_at and p.promised_at <= k.as_of_end
    group by p.agency_id
    union all
    select
        p.agency_id, 'i766_pakn_satisfied' as criterion,
        count(*) filter (
            where p.answered_at <= k.as_of_end and coalesce(p.satisfaction, 3) > 2
                and (p.promised_at is null or p.answered_at <= p.promised_at)
        ) as numerator,
        count(*) as denominator,
        null as closed_numerator, null as closed_denominator
    from cases.petition as p
    cross join clock as k
    where (p.answered_at >= k.window_start_at and p.answered_at <= k.as_of_end)
        or ((p.answered_at is null or p.answered_at > k.as_of_end) and p.promised_at <= k.as_of_end)
    group by p.agency_id
    union all
    select
        s.agency_id, 'i766_service_satisfied' as criterion,
        cast(sum(s.satisfied) as bigint) as numerator, cast(sum(s.responses) as bigint) as denominator,
        null as closed_numerator, null as closed_denominator
    from (
        select
            v.agency_id, v.satisfied, v.responses,
            -- a year, a quarter or a month: each by its last month
            case
                when length(v.period) = 4 then concat(v.period, '-12')
                when substr(v.period, 6, 1) = 'Q' then concat(substr(v.period, 1, 5), lpad(cast(cast(substr(v.period, 7, 1) as bigint) * 3 as text), 2, '0'))
                else v.period
            end as last_month
        from cases.survey as v
        where v.period is not null and v.satisfied >= 0 and v.satisfied <= v.responses
    ) as s
    cross join clock as k
    where s.last_month >= strftime(k.window_start, '%Y-%m') and s.last_month <= k.last_month
    group by s.agency_id
),

owing as (
    -- the decision counts one-stop dossiers: a jurisdiction without that rule has no such index
    select a.agency_id
    from sources.agency as a
    cross join clock as k
    where a.valid_from <= k.as_of and (a.valid_to is null or a.valid_to >= k.window_start)
        and exists (select 1 from sources.standard as s where s.standard_id = 'onestop_result_by_due_date')
),

rated as (
    select
        o.agency_id, c.criterion, k.last_month as period, c.group_no, c.group_max, c.max_points,
        n.numerator, n.denominator, n.closed_numerator, n.closed_denominator,
        cast(round(n.numerator / nullif(n.denominator, 0), 6) as decimal(38, 6)) as rate,
        case when coalesce(n.denominator, 0) = 0 then 'no_data' else c.with_data end as status,
        c.basis, c.our_indicator, c.our_standard_id, c.note_vi, c.note_en
    from owing as o
    cross join criterion as c
    cross join clock as k
    left join counted as n on o.agency_id = n.agency_id and c.criterion = n.criterion
)

select
    r.agency_id, r.criterion, r.period, r.group_no, r.group_max, r.max_points, r.numerator, r.denominator, r.rate,
    -- no text says how a rate becomes points: a reading, which parameter official_766_points = 'none' leaves out
    case
        when coalesce(p.value, 'proportional') = 'proportional' then cast(round(r.rate * r.max_points, 6) as decimal(38, 6))
    end as points,
    r.status, r.basis, r.closed_numerator, r.closed_denominator, r.our_indicator, r.our_standard_id, r.note_vi, r.note_en
from rated as r
left join sources.parameter as p on p.name = 'official_766_points'
