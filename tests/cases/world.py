"""A small city in which every data rule holds: tables written by hand, from the fields that the headers of sql/cases name.

As of 31 October 2026, known on 20 November. Two communes (P1, P2), a department (S1) and the city (01). One source comes from
every agency each month, two from the city, the others once. Every kind has one case without fault.
"""

import datetime as dt

import duckdb

from assets.sources import law
from assets.sources import profile_tables as tables
from pipelines.runtime import settings
from pipelines.runtime.kinds import case_kinds, kinds
from pipelines.runtime.sqlfile import read_sql
from pipelines.runtime.warehouse import connect

MONTHS = [f"2026-{month:02d}" for month in range(3, 11)]
AGENCIES = {"01": "city", "S1": "department", "P1": "commune", "P2": "commune"}
SENT = {"procedure_case": ("ho_so_tthc", "city"), "complaint": ("don_khieu_nai", "agency"), "case_event": ("su_kien_ho_so", "city")}
ROWS = 60

GOOD: dict[str, dict] = {
    "budget": {"year": 2026, "year_start": "2026-01-01", "regular_expenditure": 1000, "legal_allotment": 100, "disbursed": 50},
    "complaint": {"instance": "1", "received_at": "2026-09-01", "accepted_at": "2026-09-05", "decided_at": "2026-09-25", "status": "closed",
                  "result": "rejected", "promised_at": "2026-09-30"},
    "denunciation": {"received_at": "2026-08-01", "accepted_at": "2026-08-08", "concluded_at": "2026-09-05", "extension_count": 1,
                     "extension_document": "12/QĐ-GH"},
    "document": {"due_at": "2026-06-01", "law_effective_at": "2026-07-01", "consulted_at": "2026-04-01", "issued_at": "2026-05-20",
                 "effective_at": "2026-07-01", "published_at": "2026-05-25"},
    "duty_register": {"standard_id": "s_exist", "period": "2026", "period_start": "2026-01-01", "done_at": "2025-12-20"},
    "information_request": {"channel": "direct", "complex": False, "received_at": "2026-10-01", "extended_to_at": "2026-10-25",
                            "answered_at": "2026-10-12"},
    "inspection": {"inspecting_agency_id": "01", "started_at": "2026-08-01", "ended_at": "2026-08-10", "reported_at": "2026-08-20",
                   "concluded_at": "2026-09-01", "published_at": "2026-09-05", "cases_checked": 10, "cases_violating": 3},
    "judgment": {"complaint_id": "complaint-1", "pronounced_at": "2026-10-10", "result": "upheld"},
    "petition": {"received_at": "2026-10-01", "promised_at": "2026-10-21", "answered_at": "2026-10-10", "satisfaction": 4,
                 "about_delay": False},
    "plan_task": {"task_group": 3, "products_assigned": 2, "products_completed": 2, "assigned_at": "2026-02-01", "due_at": "2026-06-30",
                  "completed_at": "2026-06-15", "norm_per_product": 100, "spent": 90},
    "procedure_case": {"procedure_code": "1.001", "channel": "online", "applicant_type": "citizen", "submitted_at": "2026-10-01",
                       "accepted_at": "2026-10-01", "promised_at": "2026-10-06", "finished_at": "2026-10-05", "returned_at": "2026-10-06",
                       "status": "finished", "digitised": True, "has_fee": True, "paid_online": True},
    "reception": {"scheduled_at": "2026-10-15", "held_at": "2026-10-14", "received_by": "head", "visits": 12},
    "recommendation": {"origin": "inspection", "inspection_id": "inspection-1", "received_at": "2026-09-10", "due_at": "2026-10-10",
                       "implemented_at": "2026-10-01"},
    "reply": {"flag_id": "unmet~P1~s_deadline", "replied_at": "2026-10-20", "accepted": True},
    "reported_figure": {"standard_id": "s_ratio", "period": "2026-Q3", "period_start": "2026-07-01", "numerator": 8, "denominator": 10},
    "review_finding": {"finding_type": "overlap", "found_at": "2026-03-01", "due_at": "2026-06-01", "resolved_at": "2026-05-20"},
    "sanction": {"recorded_at": "2026-09-01", "complex": False, "decided_at": "2026-09-05", "amount": 500, "served_at": "2026-09-08",
                 "executed_at": "2026-09-15"},
    "staff": {"reported_at": "2026-10-31", "posts_assigned": 3, "posts_filled": 4, "posts_qualified": 2, "training_hours": 16},
    "survey": {"period": "2026-09", "period_start": "2026-09-01", "responses": 100, "satisfied": 90, "procedure_code": "1.001"},
}  # fmt: skip

EVENTS = [("supplement_requested", "2026-10-01"), ("supplement_received", "2026-10-02"), ("paused", "2026-10-02"), ("resumed", "2026-10-03"),
          ("extended", "2026-10-03"), ("transferred", "2026-10-04")]  # fmt: skip


class World:
    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def put(self, table: str, **values) -> None:
        """One row; what is not named stays empty."""
        names = ", ".join(values)
        self.connection.execute(f"insert into {table} ({names}) values ({', '.join('?' * len(values))})", list(values.values()))

    def put_case(self, kind: str, **changes) -> None:
        """A case without fault but for the changes."""
        row = {"case_id": f"{kind}-1", "agency_id": "P1", "source_file_id": file_of(kind), "sheet": "", "row": 2}
        self.put(f"cases.{kind}", **{**row, **GOOD[kind], **changes})

    def put_event(self, event: str, occurred_at: str, **changes) -> None:
        """An event of the one dossier, from a file of events."""
        row = {"case_kind": "procedure_case", "case_id": "procedure_case-1", "source_file_id": file_of("case_event"), "sheet": "", "row": 2}
        self.put("cases.case_event", **{**row, "origin": "file", "event": event, "occurred_at": occurred_at, **changes})

    def put_file(self, source_id: str, month: str | None, agency_id: str | None = None, rows: int = ROWS, **changes) -> None:
        """A file that came on the second day of the month after its own."""
        after = dt.datetime.fromisoformat(f"{month or '2026-09'}-28") + dt.timedelta(days=4)
        row = {
            "source_file_id": f"{source_id}_{agency_id or ''}_{month or ''}", "source_id": source_id, "month": month, "agency_id": agency_id,
            "received_at": after.replace(day=2), "rows_read": rows, "rows_accepted": rows, "rows_duplicate": 0, "rows_rejected": 0,
        }  # fmt: skip
        self.put("sources.source_file", **{**row, **changes})

    def rows(self, sql: str) -> list[dict]:
        result = self.connection.sql(sql)
        return [dict(zip(result.columns, row, strict=True)) for row in result.fetchall()]


def source_of(kind: str) -> tuple[str, str]:
    return SENT.get(kind, (f"nguon_{kind}", "once"))


def file_of(kind: str) -> str:
    source_id, sender = source_of(kind)
    month = "" if sender == "once" else "2026-10"
    return f"{source_id}_{'P1' if sender == 'agency' else ''}_{month}"


def empty_world() -> World:
    """Every table, and nothing but the clock and the calendar in them."""
    connection = connect(":memory:")
    connection.execute((settings.SQL / "sources" / "schema.sql").read_text(encoding="utf-8"))
    registers = {
        "agency": tables.AGENCY, "agency_succession": tables.SUCCESSION, "head": tables.HEAD, "standard": law.STANDARD,
        "procedure": law.PROCEDURE, "source": tables.SOURCE, "standard_tier": {"standard_id": "TEXT", "tier": "TEXT"},
    }  # fmt: skip
    made = {f"sources.{name}": types for name, types in registers.items()}
    place = {"source_file_id": "TEXT", "sheet": "TEXT", "row": "BIGINT"}
    made |= {f"cases.{kind}": {**kinds()[kind].types, **place} for kind in case_kinds()}
    made["cases.case_event"] = {**kinds()["case_event"].types, **place, "origin": "TEXT"}
    made["cases.contradiction"] = dict.fromkeys(("case_kind", "case_id", "field", "kept_source", "other_source"), "TEXT")
    for room, name in (("duties", "duty"), ("duties", "duty_source"), ("audit", "observation")):
        fields = {field: str(said["type"]) for field, said in read_sql(room, name).fields.items()}
        made[f"{'indicators' if room == 'audit' else room}.{name}"] = fields or {"duty_id": "TEXT"}
    for table, types in made.items():
        connection.execute(f"create table {table} ({', '.join(f'{name} {kind}' for name, kind in types.items())})")
    connection.execute(
        """create table sources.calendar_day as
        select d::date as day, day(d) as day_of_month, day(last_day(d)) as days_in_month, 1 as confirmed
        from range(date '2020-01-01', date '2028-01-01', interval 1 day) r(d)"""
    )
    tables.put_clock(connection, dt.date(2026, 10, 31), dt.datetime(2026, 11, 20))
    # views, so that what a test adds is seen at once
    connection.execute(f"drop table sources.known_file; create view sources.known_file as {read_sql('sources', 'known_file').body}")
    connection.execute(f"create view cases.case_ref as {read_sql('cases', 'case_ref').body}")
    return World(connection)


def clean_world() -> World:
    """Every rule holds, with enough rows for the rules that speak of shares."""
    world = empty_world()
    _registers(world)
    _files(world)
    for kind in case_kinds():
        world.put_case(kind)
    _flow(world)
    for number, (event, day) in enumerate(EVENTS, 2):
        more = {"ground": "Điều 20", "new_due_at": "2026-10-20", "new_agency_id": "P2"} if event in ("extended", "transferred") else {}
        world.put_event(event, day, recorded_at=day, row=number, **more)
    _duties(world)
    return world


def _registers(world: World) -> None:
    for agency_id, tier in AGENCIES.items():
        world.put("sources.agency", agency_id=agency_id, code=agency_id, tier=tier, valid_from="2020-01-01")
        world.put("sources.head", agency_id=agency_id, from_date="2020-01-01", to_date="2025-06-30", office_vi="Chủ tịch")
        world.put("sources.head", agency_id=agency_id, from_date="2025-07-01", office_vi="Chủ tịch")
    world.put("sources.agency", agency_id="P0", code="P0", tier="commune", valid_from="2010-01-01", valid_to="2019-12-31")
    world.put("sources.agency_succession", predecessor_id="P0", successor_id="P1", on_date="2020-01-01", relation="whole")
    for name, kind, case_kind, start in (
        ("s_deadline", "deadline", "procedure_case", "dossier_accepted"),
        ("s_exist", "existence", "duty_register", "register_due"),
        ("s_each", "existence", "duty_register", "register_due"),
        ("s_ratio", "ratio", "reported_figure", "figure_due"),
    ):
        world.put(
            "sources.standard", standard_id=name, kind=kind, case_kind=case_kind, start_event=start, end_event="result_ready", plan_group=3,
            required=1, effective_from="2020-01-01", carried_by=source_of(case_kind)[0],
            computed_by="register_by_document" if name == "s_each" else "clock",
        )  # fmt: skip
        world.put("sources.standard_tier", standard_id=name, tier="commune")
    world.put("sources.procedure", procedure_code="1.001", standard_id="s_deadline", effective_from="2020-01-01")
    for kind in kinds():
        source_id, sender = source_of(kind)
        world.put("sources.source", source_id=source_id, kind=kind, sender=sender, due_day=5, completeness="complete", priority=0)


def _files(world: World) -> None:
    for kind in kinds():
        source_id, sender = source_of(kind)
        if sender == "once":
            world.put_file(source_id, None)
            continue
        for month in MONTHS:
            for agency_id in AGENCIES if sender == "agency" else (None,):
                world.put_file(source_id, month, agency_id)


def _flow(world: World) -> None:
    """60 dossiers a month, a fifth of them open, a tenth of the others refused; 25 complaints, two with a masked text."""
    for month in MONTHS:
        world.connection.execute(
            f"""insert into cases.procedure_case by name
            select 'h-{month}-' || i as case_id, case when i % 2 = 0 then 'P1' else 'P2' end as agency_id, '1.001' as procedure_code,
                date '{month}-05' as accepted_at, case when i % 5 > 0 then date '{month}-15' end as finished_at,
                case when i % 5 = 0 then 'processing' when i % 10 = 1 then 'refused' else 'finished' end as status,
                'ho_so_tthc__{month}' as source_file_id, '' as sheet, i + 2 as row
            from range(59) r(i)"""
        )
    world.connection.execute(
        f"""insert into cases.complaint by name
        select 'k-' || i as case_id, 'P1' as agency_id, date '2026-09-03' as received_at, '{file_of("complaint")}' as source_file_id,
            case when i < 2 then 'Gọi […]' else 'Đề nghị xem lại' end as content, '' as sheet, i + 3 as row
        from range(25) r(i)"""
    )
    world.connection.execute(
        """insert into cases.case_event by name
        select 'procedure_case' as case_kind, case_id, 'dossier_accepted' as event, accepted_at as occurred_at, 'row' as origin,
            source_file_id, sheet, row
        from cases.procedure_case"""
    )


def _duties(world: World) -> None:
    """25 duties, of which four cannot be judged."""
    world.connection.execute(
        """insert into duties.duty by name
        select 's_deadline~h-' || i as duty_id, 'P1' as agency_id, 's_deadline' as standard_id, '2026-09' as month,
            case when i < 4 then 'unknown' else 'met' end as status
        from range(25) r(i)"""
    )
    world.connection.execute("insert into duties.duty_source by name select duty_id from duties.duty")
    world.put(
        "indicators.observation", indicator_id="decided_on_time", agency_id="P1", standard_id="s_deadline", period="2026-09",
        window_months=1, family="proportion", numerator=21, denominator=21, unknown=4,
    )  # fmt: skip
