"""What became of every flag since the edition published before, what changed and why, and what agencies replied.

METHOD § 7. Makes `editions.flag`, `editions.flag_evidence` and `editions.change` from `gaps.*` of this run, the edition compared
with (earlier.py) and the recount of its months (recount.py). The rules are SQL (sql/editions); here they are put in order.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from assets.editions.earlier import asked_in, attached, compared_with, drafts_since
from assets.editions.life_wording import reason
from assets.editions.recount import recounted
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import read_sql
from pipelines.runtime.warehouse import make_table, put_frame

CELL = ("agency_id", "standard_id")


@dataclass(frozen=True)
class Stated:
    """A table whose changes are told: `value` of each `key`; `cell` are the columns that lead to the files behind it."""

    what: str
    table: str
    key: tuple[str, ...]
    value: tuple[str, ...]
    cell: tuple[str, ...] = CELL

    def select(self, version: str, room: str) -> str:
        """The values of one version, from a checked list of names."""
        first, *rest = (f'"{name}"' for name in self.value)
        rate = f"round({first} / nullif({rest[0]}, 0), 6)" if rest else first
        cell = ", ".join(f'"{name}"' if name in self.cell else f"cast(null as text) as {name}" for name in CELL)
        return (
            f"select '{self.what}' as what, '{version}' as version, concat_ws('~', {_names(self.key)}) as key, {cell}, "
            f"concat_ws('/', {_names(self.value)}) as value, try_cast({rate} as decimal(38, 6)) as rate from {room}.{self.table}"
        )


STATED = (
    Stated("flag", "flag", ("flag_id",), ("numerator", "denominator")),
    Stated("verdict", "standard_verdict", ("standard_id",), ("verdict",), ("standard_id",)),
    Stated("gap", "gap", ("agency_id", "standard_id"), ("numerator", "denominator")),
    Stated("score", "score", ("agency_id", "plan_group"), ("score",), ("agency_id",)),
)
VERSIONS = {"before": "earlier.main", "recounted": "recount.gaps", "after": "gaps"}


def make_life(connection: duckdb.DuckDBPyConnection, profile: Profile, before: list[Path], work: Path) -> int:
    """The number of flags listed. `editions.edition` holds this edition's row; `before` are the editions before it, oldest first."""
    compared = compared_with(before)
    asked = asked_in(drafts_since(before, compared))
    frame = pd.DataFrame(sorted(asked.items()), columns=["flag_id", "edition_id"], dtype=object)
    put_frame(connection, "editions.asked", frame, {"flag_id": "TEXT", "edition_id": "TEXT"})
    with attached(connection, compared):
        as_of = connection.execute("select max(as_of) from earlier.main.edition").fetchall()[0][0]
        with recounted(connection, profile, as_of, work / "recount.duckdb"):
            return _make(connection)


def _make(connection: duckdb.DuckDBPyConnection) -> int:
    for name in ("new_file", "changed_duty", "changed_cell", "cause", "changed_standard", "ground"):
        make_table(connection, read_sql("editions", name))
    stated = " union all ".join(table.select(version, room) for table in STATED for version, room in VERSIONS.items())
    connection.execute(f"create or replace table editions.stated as {stated}")
    for name in ("change", "flag_life", "turn"):
        make_table(connection, read_sql("editions", name))
    reasons = [{"flag_id": row["flag_id"], "reason_vi": reason(row, "vi"), "reason_en": reason(row, "en")} for row in _turns(connection)]
    types = {"flag_id": "TEXT", "reason_vi": "TEXT", "reason_en": "TEXT"}
    put_frame(connection, "editions.flag_reason", pd.DataFrame(reasons, columns=list(types), dtype=object), types)
    make_table(connection, read_sql("editions", "flag_evidence"))
    return make_table(connection, read_sql("editions", "flag"))


def _turns(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    found = connection.execute("select * from editions.turn order by flag_id")
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in columns)
