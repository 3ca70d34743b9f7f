"""States of a register, a file or a month that a rule of sql/checks finds: the documentation of those rules."""

import datetime as dt


def duties_of(status: str, days: str) -> str:
    """25 duties a month from April on, arisen on the 2nd, due after 10 days; `i` counts those of a month, `m` is the month."""
    return f"""insert into duties.duty by name
        select 'u' || m || '~' || i as duty_id, 'P1' as agency_id, 's_deadline' as standard_id, strftime(make_date(2026, m, 2), '%Y-%m') as month,
            {status} as status, make_date(2026, m, 2) as arises_at, make_date(2026, m, 12) as due_at,
            make_date(2026, m, 2) + to_days(cast({days} as integer)) as fulfilled_at
        from range(4, 11) months(m), range(25) duties(i)"""


FILE = "update sources.source_file set"
# rule, what happened, what the row that is found says
STATES: list[tuple[str, str, dict]] = [
    ("case_key", "insert into cases.reply select * from cases.reply", {"case_id": "reply-1", "rows_found": 2}),
    (
        "contradiction",
        "insert into cases.contradiction values ('petition', 'petition-1', 'answered_at', 'cong_quoc_gia', 'phan_mem_phuong')",
        {"case_id": "petition-1", "agency_id": "P1", "column_name": "answered_at", "other_source": "phan_mem_phuong"},
    ),
    ("ledger_covers_cases", f"{FILE} rows_accepted = 58 where source_file_id = 'ho_so_tthc__2026-09'", {"cases_found": 59}),
    ("ledger_adds_up", f"{FILE} rows_accepted = 59 where source_file_id = 'ho_so_tthc__2026-09'", {"source_id": "ho_so_tthc"}),
    ("ledger_rejected_rows", f"{FILE} rows_rejected = 1 where source_file_id = 'ho_so_tthc__2026-09'", {"rows_rejected": 1, "reasons": 0}),
    ("file_rejected_share", f"{FILE} rows_rejected = 13 where source_file_id = 'don_khieu_nai_P2_2026-09'", {"agency_id": "P2"}),
    ("file_duplicate_share", f"{FILE} rows_duplicate = 7 where source_file_id = 'don_khieu_nai_P2_2026-09'", {"agency_id": "P2"}),
    ("file_month_ahead", f"{FILE} received_at = '2026-09-30' where source_file_id = 'ho_so_tthc__2026-10'", {"month": "2026-10"}),
    ("file_sender", f"{FILE} agency_id = null where source_file_id = 'don_khieu_nai_P2_2026-09'", {"source_id": "don_khieu_nai"}),
    ("file_sender", f"{FILE} month = null where source_file_id = 'ho_so_tthc__2026-09'", {"source_id": "ho_so_tthc"}),
    (
        "file_unread",
        "insert into sources.notice values ('ho_so_tthc', 'a.csv', 'error', 'hỏng', 'broken'), ('ho_so_tthc', 'b.csv', 'info', '', '')",
        {"source_id": "ho_so_tthc", "files_refused": 1},
    ),
    (
        "file_missing",
        "insert into sources.withdrawal values ('don_khieu_nai_P2_2026-09', timestamp '2026-11-01', 'nhầm tháng')",
        {"source_id": "don_khieu_nai", "agency_id": "P2", "month": "2026-09"},
    ),
    ("file_missing", "delete from sources.source_file where source_file_id = 'ho_so_tthc__2026-10'", {"agency_id": "", "month": "2026-10"}),
    (
        "file_late",
        f"{FILE} received_at = '2026-11-06' where source_file_id = 'don_khieu_nai_P2_2026-10'",
        {"agency_id": "P2", "month": "2026-10", "due_day": dt.date(2026, 11, 5)},
    ),
    ("source_came", "delete from sources.source_file where source_id = 'nguon_judgment'", {"source_id": "nguon_judgment"}),
    (
        "source_freshness",
        "delete from sources.source_file where source_id = 'don_khieu_nai' and month >= '2026-09'",
        {"source_id": "don_khieu_nai", "newest_month": "2026-08", "due_month": "2026-10"},
    ),
    (
        "source_volume_drop",
        f"{FILE} rows_accepted = 29 where source_file_id = 'ho_so_tthc__2026-10'",
        {"rows_accepted": 29, "mean_rows": 60},
    ),
    ("source_volume_jump", f"{FILE} rows_accepted = 181 where source_file_id = 'don_khieu_nai_P1_2026-10'", {"agency_id": "P1"}),
    (
        "agency_volume_drop",
        "delete from cases.procedure_case where agency_id = 'P2' and accepted_at >= '2026-10-01'",
        {"source_id": "ho_so_tthc", "agency_id": "P2", "month": "2026-10", "cases_found": 0},
    ),
    (
        "source_outcome_drift",
        "insert into cases.procedure_case by name select 'n' || i as case_id, 'returned' as status, timestamp '2026-10-20' as finished_at, "
        "'ho_so_tthc__2026-10' as source_file_id from range(20) r(i)",
        {"source_id": "ho_so_tthc"},
    ),
    (
        "source_closing_drift",
        "update cases.procedure_case set finished_at = null where accepted_at >= '2026-09-01' and accepted_at < '2026-10-01'",
        {"source_id": "ho_so_tthc", "cases_now": 59, "closed_now": 0},
    ),
    ("source_masked_text", "update cases.complaint set content = 'Gọi […]' where case_id = 'k-9'", {"agency_id": "P1", "masked": 3}),
    ("agency_head", "delete from sources.head where agency_id = 'P2' and to_date is null", {"agency_id": "P2"}),
    ("head_overlap", "update sources.head set to_date = '2025-07-01' where agency_id = 'P2' and to_date is not null", {"agency_id": "P2"}),
    ("standard_agency", "update sources.standard_tier set tier = 'ward' where standard_id = 's_ratio'", {"standard_id": "s_ratio"}),
    (
        "standard_start_seen",
        "delete from cases.case_event where event = 'dossier_accepted'",
        {"standard_id": "s_deadline", "source_id": "ho_so_tthc", "event": "dossier_accepted"},
    ),
    ("procedure_standard", "update sources.procedure set standard_id = 's_none'", {"procedure_code": "1.001", "standard_id": "s_none"}),
    ("succession_agency", "update sources.agency_succession set successor_id = 'P9'", {"successor_id": "P9"}),
    ("calendar_confirmed", "update sources.calendar_day set confirmed = 0 where year(day) = 2025", {"year": 2025, "days_unconfirmed": 61}),
    ("duty_once", "insert into duties.duty select * from duties.duty limit 1", {"rows_found": 2}),
    (
        "duty_rule",
        "insert into duties.duty by name select 'x' as duty_id, 's_none' as standard_id, 'met' as status",
        {"standard_id": "s_none"},
    ),
    ("duty_traced", "delete from duties.duty_source where duty_id = 's_deadline~h-7'", {"duty_id": "s_deadline~h-7"}),
    ("duty_unknown_share", "update duties.duty set status = 'unknown' where duty_id <= 's_deadline~h-12'", {"agency_id": "P1"}),
    (
        "source_volume_unusual",
        # neither half nor three times the mean, but far outside what 60 rows a month vary by
        f"{FILE} rows_accepted = 110 where source_file_id = 'ho_so_tthc__2026-10'",
        {"source_id": "ho_so_tthc", "month": "2026-10", "rows_accepted": 110, "usual_rows": 60},
    ),
    (
        "duty_unknown_unusual",
        duties_of("case when (m = 10 and i < 8) or i < 1 then 'unknown' else 'met' end", "5"),
        {"source_id": "ho_so_tthc", "month": "2026-10", "duties_due": 25, "duties_unknown": 8},
    ),
    (
        "duty_due_day_unusual",
        duties_of("'met'", "case when m = 10 and i < 15 then 10 else 5 end"),
        {"standard_id": "s_deadline", "month": "2026-10", "duties_closed": 25, "closed_on_due_day": 15},
    ),
    (
        "duty_duration_unusual",
        duties_of("'met'", "case when m = 10 then 8 else 5 end"),
        {"standard_id": "s_deadline", "median_days": 8, "usual_days": 5},
    ),
    ("observation_range", "update indicators.observation set numerator = 22", {"agency_id": "P1", "numerator": 22}),
]
