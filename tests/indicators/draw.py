"""Small random tables for the comparison of SQL and reference: plausible, dense enough to meet, with gaps and edges.

What a text column is drawn from: the caller's `values`, else what the SQL compares that column with and what the contracts
of profile hanoi store there. Dates lie around the window's two ends; a fifth of all cells is NULL.
"""

import datetime as dt
import random
from decimal import Decimal
from functools import cache
from typing import Any

import sqlglot
from sqlglot import exp

from pipelines.runtime.kinds import kinds
from pipelines.runtime.sqlfile import SqlFile
from tests.indicators.tables import CLOCK, MID_MONTH, Rows, catalogue, hanoi, types_of

AGENCIES = {"A1": "city", "A2": "department", "A3": "commune", "A4": "commune", "A5": "commune"}
PROCEDURES = ["P1", "P2", "P3"]
STATUSES = ["met", "late", "overdue", "pending", "excused", "unknown"]
OTHER_STANDARD = "a_standard_of_another_indicator"
PERIODS = [*(f"{year}" for year in range(2022, 2027)), *(f"2025-{month:02d}" for month in range(1, 13)), "2026-03", "2026-04", "2025-Q4"]
EDGES = [
    dt.datetime(2023, 3, 31, 23, 59, 59), dt.datetime(2023, 4, 1), dt.datetime(2025, 4, 1),
    dt.datetime(2026, 3, 17, 23, 59, 59), dt.datetime(2026, 3, 18), dt.datetime(2026, 3, 31, 23, 59, 59), dt.datetime(2026, 4, 1),
]  # fmt: skip
POOLS: dict[str, list] = {
    "agency_id": list(AGENCIES), "inspecting_agency_id": list(AGENCIES), "new_agency_id": list(AGENCIES), "tier": list(AGENCIES.values()),
    "procedure_code": [*PROCEDURES, None], "field": ["đất đai", "hộ tịch", "xây dựng", None], "sheet": [""],
    "responsible_person": ["Người 1", "Người 2", None], "responsible_unit": ["Phòng 1", "Phòng 2", None],
    "applicant_token": ["T1", "T2", "T3", "T4", None], "ground": ["QĐ 1", None], "source_file_id": ["F1", "F2", "F3", "F4"],
    "task_group": [1, 2, 3, 4, 5, 6, 7, None], "satisfaction": [1, 2, 3, 4, 5, None], "extension_count": [0, 1, 2, None],
    "year": [2023, 2024, 2025, 2026], "month": [f"2026-{month:02d}" for month in range(1, 6)], "completeness": ["complete", "incomplete"],
    "owner_counts": [False, True], "origin": ["row", "file"], "instance": ["1", "2", None],
}  # fmt: skip


class Draw:
    """One stream of random tables for one indicator."""

    def __init__(self, file: SqlFile, stream: random.Random, seed: int, values: dict[str, list]) -> None:
        self.file, self.stream, self.values = file, stream, values
        self.compared = compared_with(file.body)
        self.pools: dict[tuple[str, str], list] = {}
        self.end = clock_of(seed)["as_of_end"]
        # one choice a seed, the same for every table: duties and catalogue must meet
        self.standards = self._standards(random.Random(f"{file.name}/standards/{seed}"))

    def table(self, table: str, rows: int) -> Rows:
        if table == "sources.agency":
            return [self._agency(agency, tier) for agency, tier in AGENCIES.items()]
        if table == "sources.procedure":
            return [self._procedure(code) for code in PROCEDURES]
        if table == "duties.duty":
            return self._duties(rows * 4)
        if table == "cases.case_event":
            rows *= 4
        found = [self.row(table, number) for number in range(1, rows + 1)]
        keys = {"cases.case_event": ("case_kind", "case_id", "event", "occurred_at")}.get(table)
        return list({tuple(row[key] for key in keys): row for row in found}.values()) if keys else found

    def row(self, table: str, number: int) -> dict[str, Any]:
        types, base = types_of(table), self.moment()
        row = {name: self.cell(table, name, kind, base) for name, kind in types.items()}
        if "case_id" in types and table not in ("cases.case_event", "cases.case_trait"):
            row["case_id"] = f"C{number}"
        if table == "sources.known_file":
            row["source_file_id"] = f"F{number}"
        if table == "cases.case_event":
            row["occurred_at"] = base
        return _with_period(row)

    def cell(self, table: str, name: str, kind: str, base: dt.datetime) -> Any:
        pool = self.pool(table, name)
        if pool:
            return self.stream.choice(pool)
        if name == "case_id" or name.endswith(("complaint_id", "inspection_id")):
            return self.stream.choice([f"C{n}" for n in range(1, 81)])
        if self.stream.random() < 0.2:
            return None
        if kind == "TIMESTAMP":
            return self._near(base)
        if kind == "DATE":
            return self._near(base).date()
        if kind == "BIGINT":
            return self.stream.choice([0, 1, 1, 2, 3, self.stream.randint(4, 40)])
        if kind == "BOOLEAN":
            return self.stream.random() < 0.5
        if kind.startswith("DECIMAL"):
            return self.stream.choice([Decimal(0), Decimal(self.stream.randint(1, 40)) * 500_000, Decimal(self.stream.randint(1, 99)) / 4])
        return self.stream.choice(["một", "hai"])

    def pool(self, table: str, name: str) -> list:
        """What the cells of a column are drawn from; empty: nothing is known about it."""
        if (table, name) not in self.pools:
            self.pools[table, name] = self._pool(table, name)
        return self.pools[table, name]

    def _pool(self, table: str, name: str) -> list:
        for key in (f"{table}.{name}", name):
            if key in self.values:
                return self.values[key]
        if name == "standard_id":
            return [*self.standards, OTHER_STANDARD]
        if name == "period":
            return [*PERIODS, None]
        known = [*sorted(self.compared.get(name, set())), *stored_values(table, name)]
        if name == "case_kind":
            return known or list(self.file.header.get("case_kinds") or ["complaint"])
        if name == "event":
            return [*(known or ["received"]), "another_event"]
        return [*POOLS[name], *known] if name in POOLS else [*known, None, "another value"] if known else []

    def moment(self) -> dt.datetime:
        """A moment: mostly in the months about as_of, some over all years, some exactly on an edge of the window."""
        chance = self.stream.random()
        if chance < 0.1:
            return self.stream.choice(EDGES)
        first, days = (dt.datetime(2023, 2, 1), 1200) if chance < 0.25 else (dt.datetime(2025, 12, 1), 150)
        return first + dt.timedelta(days=self.stream.randrange(days), minutes=self._minutes())

    def _near(self, base: dt.datetime) -> dt.datetime:
        day = dt.datetime.combine(base.date(), dt.time()) + dt.timedelta(days=self.stream.choice([-2, 0, 0, 1, 3, 7, 10, 20, 30, 45, 90]))
        return self.stream.choice([base, day + dt.timedelta(minutes=self._minutes())])

    def _minutes(self) -> int:
        return self.stream.choice([0, 0, self.stream.randrange(8 * 60, 17 * 60)])

    def _standards(self, stream: random.Random) -> list[str]:
        named = self.file.header.get("standards")
        if isinstance(named, list):
            return stream.sample(named, min(len(named), 6))
        wanted = self.compared.get("case_kind", set()) | set(self.file.header.get("case_kinds") or [])
        near = [row["standard_id"] for row in catalogue() if row["case_kind"] in wanted]
        every = [row["standard_id"] for row in catalogue()]
        return [*stream.sample(near, min(len(near), 6)), *stream.sample(every, 3)]

    def _agency(self, agency: str, tier: str) -> dict[str, Any]:
        row = dict.fromkeys(types_of("sources.agency"))
        return row | {"agency_id": agency, "code": agency, "tier": tier, "parent_id": None if tier == "city" else "A1"}

    def _procedure(self, code: str) -> dict[str, Any]:
        row = dict.fromkeys(types_of("sources.procedure"))
        limit = self.stream.choice([None, Decimal(self.stream.randint(1, 20))])
        return row | {
            "procedure_code": code, "standard_id": self.stream.choice(self.standards), "name_vi": code, "name_en": code,
            "limit_value": limit, "unit": limit and "working_day", "effective_from": dt.date(2020, 1, 1), "status": "to_confirm",
        }  # fmt: skip

    def _duties(self, number: int) -> Rows:
        """Duties whose dates fit their status, one a standard and case."""
        kind_of = {row["standard_id"]: row["case_kind"] for row in catalogue()}
        found = {}
        for _ in range(number):
            row = self.row("duties.duty", 0)
            row["case_id"] = f"C{self.stream.randint(1, number // 4 or 1)}"
            row["case_kind"] = kind_of.get(row["standard_id"], row["case_kind"])
            row["tier"] = AGENCIES.get(row["agency_id"], row["tier"])
            found[f"{row['standard_id']}~{row['case_id']}"] = self._dated(row)
        return [row | {"duty_id": duty_id} for duty_id, row in found.items()]

    def _dated(self, row: dict[str, Any]) -> dict[str, Any]:
        days, late = self.stream.randint(0, 45), self.stream.randint(1, 30)
        status = self.stream.choice(self.pool("duties.duty", "status") if "status" in self.values else STATUSES)
        due = dt.datetime.combine(self.moment().date(), dt.time(23, 59, 59))
        end = self.end
        if status in ("late", "overdue"):
            due = min(due, end - dt.timedelta(days=late))
        done = {"met": due - dt.timedelta(days=days), "late": due + dt.timedelta(days=late)}.get(status)
        done = min(done, end) if done else None
        row |= {
            "status": status, "arises_at": due - dt.timedelta(days=45), "original_due_at": due, "due_at": due, "fulfilled_at": done,
            "month": f"{due:%Y-%m}", "ended": done is not None, "days_taken": self.stream.choice([days] * 9 + [None, -2]),
            "days_late": late if status in ("late", "overdue") else None,
        }  # fmt: skip
        if status == "unknown" and self.stream.random() < 0.5:
            row |= {"due_at": None, "original_due_at": None, "days_taken": None}
        return row


def clock_of(seed: int) -> dict[str, Any]:
    """Odd seeds run within a month, even ones at its end."""
    return dict(MID_MONTH if seed % 2 else CLOCK)


def compared_with(body: str) -> dict[str, set[str]]:
    """Column → the texts that the SQL compares it with."""
    found: dict[str, set[str]] = {}
    tree = sqlglot.parse_one(body, read="duckdb")
    for node in tree.find_all(exp.EQ, exp.NEQ, exp.In):
        column = next((part for part in (node.this, node.args.get("expression")) if isinstance(part, exp.Column)), None)
        others = [*node.args.get("expressions", []), node.this, node.args.get("expression")]
        texts = {part.this for part in others if isinstance(part, exp.Literal) and part.is_string}
        if column is not None and texts:
            found.setdefault(column.name, set()).update(texts)
    return found


@cache
def stored_values(table: str, field: str) -> list[str]:
    """The values that the contracts of profile hanoi store in a field."""
    room, kind = table.split(".")
    # what contracts write for a yes/no field is not what the table holds
    if room != "cases" or kind not in kinds() or field in kinds()[kind].yes_or_no:
        return []
    contracts = [contract for contract in hanoi().contracts.values() if contract.kind == kind]
    return sorted({value for contract in contracts for value in contract.values.get(field, {}).values()})


def _with_period(row: dict[str, Any]) -> dict[str, Any]:
    """The first day of a period or year, where a row has one."""
    if "year_start" in row:
        row["year_start"] = row["year"] and dt.datetime(row["year"], 1, 1)
    if "period_start" in row:
        period = row["period"]
        month = 1 if not period or len(period) == 4 else 3 * int(period[6]) - 2 if "Q" in period else int(period[5:7])
        row["period_start"] = period and dt.datetime(int(period[:4]), month, 1)
    return row
