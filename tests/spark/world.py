"""A small city at random: rows of every kind straight in the tables of `sources`, with every event that the law asks for.

No care is taken that a case makes sense. Two engines must agree on nonsense too: on empty cells, on ends before
starts, on the same case in three files, on a file that came too late to be known.
"""

import datetime as dt
import random
from decimal import Decimal

import duckdb
import pandas as pd

from assets.cases.row_event import make_case_trait, make_row_event
from assets.sources.intake import prepare
from assets.sources.profile_tables import put_clock, put_profile
from pipelines.runtime.engines import MakeTable
from pipelines.runtime.kinds import case_kinds, kinds
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import in_order, list_sql, read_sql
from pipelines.runtime.warehouse import make_table

AS_OF, KNOWN_AT = dt.date(2026, 10, 31), dt.datetime(2026, 11, 20)
FIRST = dt.datetime(2025, 9, 1)
MONTHS = [f"{2025 + (8 + i) // 12}-{(8 + i) % 12 + 1:02d}" for i in range(14)]
EVENTS = [
    "supplement_requested", "supplement_received", "paused", "resumed", "extended", "transferred", "withdrawn", "cancelled",
    "returned_unprocessed",
]  # fmt: skip
TEXTS = ["Phường Hoàn Kiếm", "phường hoàn kiếm", "Đống Đa", "đống đa", "a b", "a b ", "A_B", "Ứng Hòa", "yes", "no"]


def random_world(connection: duckdb.DuckDBPyConnection, profile: Profile, cases: int, seed: str) -> None:
    """Room 1 of a warehouse; `cases` of every kind, some of them in several versions."""
    prepare(connection)
    put_profile(connection, profile)
    Sources(connection, profile, random.Random(seed)).fill(cases)
    put_clock(connection, AS_OF, KNOWN_AT)
    make_table(connection, read_sql("sources", "missing_file"))


def make_rooms(connection: duckdb.DuckDBPyConnection, profile: Profile, make: MakeTable) -> None:
    """Every file of the three shared rooms, as it lies in the folders: a new one needs no mention here."""
    wide = {f"cases.{kind}" for kind in case_kinds()}
    files = list_sql("cases")
    for file in [file for file in files if file.table in wide]:
        make(connection, file)
    make_row_event(connection, profile)
    for file in in_order([file for file in files if file.table not in wide]):
        make(connection, file)
    make_case_trait(connection)
    for file in in_order([*list_sql("duties"), *list_sql("indicators")]):
        make(connection, file)


class Sources:
    def __init__(self, connection: duckdb.DuckDBPyConnection, profile: Profile, draw: random.Random) -> None:
        self.connection, self.profile, self.draw = connection, profile, draw
        self.agencies = [agency.agency_id for agency in profile.agencies][:12]
        self.procedures = sorted({procedure.procedure_code for procedure in profile.procedures})
        self.files: dict[str, list[str]] = {}

    def fill(self, cases: int) -> None:
        self._put_files()
        for kind in case_kinds():
            self._put_cases(kind, cases)
        self._put_events(cases)

    def _put_files(self) -> None:
        """A file of every source a month, but for a few; of some agencies where agencies send; one more came after KNOWN_AT."""
        rows = []
        for contract in self.profile.contracts.values():
            senders = self.agencies[:4] if contract.sender == "agency" else [None]
            months = [None] if contract.sender == "once" else MONTHS
            for month in months:
                for sender in senders:
                    if self.draw.random() < 0.9:
                        rows.append(self._file(contract, sender, month))
            rows.append(self._file(contract, None, months[-1], KNOWN_AT + dt.timedelta(seconds=1)))
        self._insert("sources.source_file", rows)

    def _file(self, contract, sender: str | None, month: str | None, at: dt.datetime | None = None) -> dict:
        name = f"{contract.source_id}_{sender or ''}_{month or ''}{'_v2' if at else ''}"
        at = at or min(dt.datetime.fromisoformat(f"{month or MONTHS[0]}-28") + dt.timedelta(days=self.draw.randint(4, 14)), KNOWN_AT)
        read, bad = self.draw.randint(0, 90), self.draw.randint(0, 3)
        self.files.setdefault(contract.kind, []).append(name)
        return {
            "source_file_id": name, "source_id": contract.source_id, "name": f"{name}.csv", "received_at": at, "agency_id": sender, "month": month,
            "rows_read": read + bad, "rows_accepted": read, "rows_duplicate": 0, "rows_rejected": bad, "completeness": contract.completeness,
        }  # fmt: skip

    def _put_cases(self, kind: str, cases: int) -> None:
        rows = []
        for number in range(cases if self.files.get(kind) else 0):
            at = self._moment(FIRST, 400)
            for _ in range(self.draw.choice([1, 1, 1, 2, 3])):
                row = {name: self._value(kind, name, of, at) for name, of in kinds()[kind].types.items()}
                rows.append({**row, "case_id": f"{kind}-{number}", "agency_id": self.draw.choice(self.agencies), **self._place(kind)})
        self._insert(f"sources.{kind}", rows)

    def _put_events(self, cases: int) -> None:
        """Starts and ends of the duties of a case's kind, and what moves the clock; a fifth of the moments stand in two files."""
        rows = []
        for kind in case_kinds():
            pairs = sorted({(s.start_event, s.end_event, s.due_event or "") for s in self.profile.standards if s.case_kind == kind})
            for number in range(cases):
                at = self._moment(FIRST, 380)
                chosen = self.draw.sample(pairs, k=min(len(pairs), self.draw.randint(1, 4)))
                events = {event for pair in chosen for event in pair if event and self.draw.random() < 0.8}
                for event in sorted(events | set(self.draw.sample(EVENTS, k=self.draw.randint(0, 3)))):
                    rows += self._event(kind, number, event, at)
        linked = {"case_kind": "inspection", "link_key": "no", "event": "reinspected", "occurred_at": self._moment(FIRST, 400)}
        self._insert("sources.case_event", [*rows, {**linked, **self._place("case_event")}])

    def _event(self, kind: str, number: int, event: str, at: dt.datetime) -> list[dict]:
        row = {
            "case_kind": kind, "case_id": f"{kind}-{number}", "event": event, "occurred_at": self._moment(at, 60),
            "recorded_at": self._maybe(self._moment(at, 90)), "ground": self._maybe("Điều 20"),
            "new_due_at": self._maybe(self._moment(at, 120)), "new_agency_id": self._maybe(self.draw.choice(self.agencies)),
        }  # fmt: skip
        return [{**row, **self._place("case_event")} for _ in range(self.draw.choice([1, 1, 1, 1, 2]))]

    def _value(self, kind: str, name: str, of: str, at: dt.datetime):
        """Something of the field's type, near `at`; what contracts write, where they say."""
        if of == "TIMESTAMP":
            return self._maybe(self._moment(at, 60))
        if name == "year":
            return self.draw.choice([2024, 2025, 2026])
        if of == "BIGINT":
            return self._maybe(self.draw.randint(0, 20))
        if of.startswith("DECIMAL"):
            return self._maybe(Decimal(self.draw.randint(-5, 10**12)) / 10**6)
        if of == "BOOLEAN":
            return self._maybe(self.draw.random() < 0.5)
        written = [v for c in self.profile.contracts.values() if c.kind == kind for v in c.values.get(name, {}).values()]
        mine = [standard.standard_id for standard in self.profile.standards if standard.case_kind == kind]
        known = {"procedure_code": self.procedures, "standard_id": mine, "inspecting_agency_id": self.agencies[:2], "period": MONTHS}
        return self._maybe(self.draw.choice(known.get(name) or written or TEXTS))

    def _place(self, kind: str) -> dict:
        return {
            "source_file_id": self.draw.choice(self.files[kind]),
            "sheet": self.draw.choice(["", "Tháng 10"]),
            "row": self.draw.randint(2, 99),
        }

    def _moment(self, at: dt.datetime, days: int) -> dt.datetime:
        """Midnight, the end of a day, a minute, or a microsecond."""
        day = at.replace(hour=0, minute=0, second=0, microsecond=0) + dt.timedelta(days=self.draw.randint(-2, days))
        return day + self.draw.choice(
            [dt.timedelta(0), dt.timedelta(seconds=86399), dt.timedelta(minutes=self.draw.randint(1, 1439)), dt.timedelta(microseconds=1)]
        )

    def _maybe(self, value):
        return value if self.draw.random() < 0.85 else None

    def _insert(self, table: str, rows: list[dict]) -> None:
        """What a row does not name stays empty."""
        if rows:
            frame = pd.DataFrame(rows, dtype=object)
            self.connection.register("incoming_frame", frame.astype(object).where(frame.notna(), None))
            self.connection.execute(f"insert into {table} by name select * from incoming_frame")
            self.connection.unregister("incoming_frame")
