"""Everything the pages print, read once from audit.duckdb and grouped for the pages that ask.

Asking the file page by page would take minutes for 150 agencies in two languages. What is counted
is counted in queries/*.sql; what is judged comes from the tables gap, standard_verdict, flag and score.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from assets.gaps.parameters import number

QUERIES = Path(__file__).parent / "queries"
TABLES = (
    "edition",
    "agency",
    "head",
    "standard",
    "source_file",
    "gap",
    "standard_verdict",
    "flag",
    "change",
    "parameter",
    "what_if",
    "promised_day",
    "source",
    "missing_file",
    "observation",
    "open_question",
    "possible_contradiction",
    "law_contradiction",
    "confirmation",
    "legal_note",
    "score",
    "tier_score",
    "score_basis",
    "worst_case",
    "indicator",
    "robustness",
    "accuracy",
    "earlier_edition",
    "earlier_change",
    "fairness",
)
ENDED = ("resolved", "withdrawn")
STATUSES = ("met", "late", "overdue", "pending", "excused", "unknown")
Row = dict[str, Any]


@dataclass
class Facts:
    """The audit file in memory. Lists keep the order of the file, which is primary-key order."""

    edition: Row
    window_start: Any
    window_end: Any
    tables: dict[str, list[Row]]
    # the description of open-data/ beside the audit file; empty where there is none
    package: Row = field(default_factory=dict)
    agency: dict[str, Row] = field(default_factory=dict)
    standard: dict[str, Row] = field(default_factory=dict)
    flags: list[Row] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.agency = {row["agency_id"]: row for row in self.tables["agency"]}
        self.standard = {row["standard_id"]: row for row in self.tables["standard"]}
        # leads are for auditors, in the audit file: no page names or counts them
        self.flags = sorted((flag for flag in self.tables["flag"] if flag["audience"] == "published"), key=urgency)
        self._by: dict[tuple[str, str], dict[Any, list[Row]]] = {}
        self._assessable = {gap["standard_id"] for gap in self.tables["gap"] if gap["assessable"]}
        self.common_causes = {v["standard_id"] for v in self.tables["standard_verdict"] if v["verdict"] == "common_cause"}
        self._peers: dict[tuple[str, str], list[tuple[str, float]]] = defaultdict(list)
        for gap in self.tables["gap"]:
            if gap["shrunk"] is not None and gap["agency_id"] in self.agency:
                self._peers[gap["standard_id"], self.agency[gap["agency_id"]]["tier"]].append((gap["agency_id"], gap["shrunk"]))
        self._asked: dict[str, list[Row]] = defaultdict(list)
        for question in self.tables["open_question"]:
            for standard_id in (question["standard_ids"] or "").split():
                self._asked[standard_id].append(question)

    def by(self, table: str, key: str, value: Any) -> list[Row]:
        """The rows of a table with one value in one column, through an index made at first use."""
        if (table, key) not in self._by:
            index: dict[Any, list[Row]] = defaultdict(list)
            for row in self.flags if table == "flag" else self.tables[table]:
                index[row[key]].append(row)
            self._by[table, key] = dict(index)
        return self._by[table, key].get(value, [])

    def cell(self, table: str, agency_id: str, standard_id: str) -> list[Row]:
        """The rows of one agency × standard."""
        return [r for r in self.by(table, "agency_id", agency_id) if r["standard_id"] == standard_id]

    def first(self, table: str, key: str, value: Any) -> Row | None:
        """The only row of that key, if any."""
        return next(iter(self.by(table, key, value)), None)

    def head_of(self, agency_id: str | None) -> Row | None:
        """Who heads the agency on the day of the edition."""
        day = self.edition["as_of"]
        rows = [
            h for h in self.by("head", "agency_id", agency_id) if h["from_date"] <= day and (h["to_date"] is None or h["to_date"] >= day)
        ]
        return rows[-1] if rows else None

    def is_assessable(self, standard_id: str) -> bool:
        """Whether the edition judges the standard at all; else its numbers are indicative."""
        return standard_id in self._assessable

    def peers(self, standard_id: str, tier: str) -> list[tuple[str, float]]:
        """Agency and estimated rate of everyone of a tier under a standard."""
        return self._peers[standard_id, tier]

    def parameter(self, name: str) -> float:
        """A number the edition was judged with."""
        return number({p["name"]: p["value"] for p in self.tables["parameter"]}, name)

    def questions(self, standard_id: str) -> list[Row]:
        """Open questions to the legal officer that this standard waits for."""
        return self._asked.get(standard_id, [])

    def current_agencies(self) -> list[Row]:
        """Agencies that exist on the day of the edition or still have duties in the window."""
        day, owing = self.edition["as_of"], {r["agency_id"] for r in self.tables["duty_counts"]}
        return [
            a
            for a in self.tables["agency"]
            if a["agency_id"] in owing
            or ((a["valid_from"] is None or a["valid_from"] <= day) and (a["valid_to"] is None or a["valid_to"] >= day))
        ]

    def plan_groups(self) -> list[int]:
        """Task groups that some standard, indicator or task of the plan belongs to."""
        named = {row["plan_group"] for table in ("standard", "indicator") for row in self.tables[table]}
        return sorted((named | {row["task_group"] for row in self.tables["plan_task_counts"]}) - {None})

    def used_standards(self) -> list[Row]:
        """Standards that some agency had a duty under, or that were judged."""
        return [
            s
            for s in self.tables["standard"]
            if self.by("duty_counts", "standard_id", s["standard_id"])
            or self.by("gap", "standard_id", s["standard_id"])
            or self.by("flag", "standard_id", s["standard_id"])
        ]

    def owing_tiers(self) -> set[str]:
        """Tiers that some standard in use lays a duty on; the others have nothing to report."""
        return {self.agency[r["agency_id"]]["tier"] for r in self.tables["duty_counts"] if r["agency_id"] in self.agency}


def urgency(flag: Row) -> tuple[Any, ...]:
    """Standing before ended, then severity and the number of duties."""
    severity = flag["severity"]
    words = {"critical": 4, "severe": 4, "high": 3, "medium": 2, "moderate": 2, "low": 1}
    rank = words.get(severity.lower(), 0) if isinstance(severity, str) else severity or 0
    if isinstance(severity, str) and severity.replace(".", "", 1).isdigit():
        rank = float(severity)
    return (flag["life"] in ENDED, -rank, -(flag["numerator"] or 0), flag["flag_id"])


def plain(value: Any) -> Any:
    """Decimals as floats: pages round and draw, they never add money."""
    return float(value) if isinstance(value, Decimal) else value


def ask(con: duckdb.DuckDBPyConnection, sql: str) -> list[Row]:
    """Rows of a query as dictionaries."""
    cursor = con.execute(sql)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, map(plain, row), strict=True)) for row in cursor.fetchall()]


def read_facts(audit: Path) -> Facts:
    """Read the file once, read-only. A table the edition does not have yet counts as empty."""
    with duckdb.connect(str(audit), read_only=True) as con:
        known = {r[0] for r in con.execute("select table_name from information_schema.tables where table_schema = 'main'").fetchall()}
        tables = {name: ask(con, f"from {name}") if name in known else [] for name in TABLES}
        con.execute((QUERIES / "clock.sql").read_text())
        window = ask(con, "from clock")[0]
        for query in sorted(QUERIES.glob("*.sql")):
            if query.stem != "clock":
                tables[query.stem] = ask(con, query.read_text())
    for name in ("gap", "standard_verdict"):
        tables[name] = latest(tables[name])
    described = audit.parent / "open-data" / "datapackage.json"
    package = json.loads(described.read_text(encoding="utf-8")) if described.exists() else {}
    return Facts(tables["edition"][0], window["window_start"], window["window_end"], tables, package)


def latest(rows: list[Row]) -> list[Row]:
    """Only the newest window: earlier ones belong to earlier editions' pages."""
    newest = max((row["window_end"] for row in rows), default=None)
    return [row for row in rows if row["window_end"] == newest]
