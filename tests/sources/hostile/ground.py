"""A warehouse for many files one after another, and what must hold in it after each."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb
import fastexcel

from assets.sources.intake import Intake, prepare, take_in
from assets.sources.profile_tables import put_profile
from pipelines.runtime.kinds import case_kinds
from pipelines.runtime.profile import Profile, load_profile
from pipelines.runtime.settings import Home
from pipelines.runtime.warehouse import connect


class Taken(NamedTuple):
    """A file as the ledger knows it."""

    identity: str
    kind: str
    counts: tuple[int, int, int, int]
    encoding: str
    confidence: float | None


def open_city(name: str) -> Iterator[tuple[duckdb.DuckDBPyConnection, Profile]]:
    """A warehouse of one profile, for a module's tests together."""
    profile, connection = load_profile(name), connect(":memory:")
    put_profile(connection, profile)
    prepare(connection)
    yield connection, profile
    connection.close()


class Ground:
    """An emptied warehouse with a home of its own."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, profile: Profile, home: Path) -> None:
        self.connection, self.profile, self.home = connection, profile, Home(home, profile.card.name)
        for table in ("source_file", "rejected_row", "duplicate_row", "notice", "linking_key", "case_event", *case_kinds()):
            connection.execute(f"delete from sources.{table}")

    def rows(self, sql: str, *arguments) -> list[tuple]:
        return self.connection.execute(sql, list(arguments)).fetchall()

    def take_in(self, inbox: Path, now: dt.datetime) -> Intake:
        return take_in(self.connection, self.profile, self.home, inbox, now)

    def taken(self, name: str) -> Taken | None:
        """The ledger's line of a file, None if it has none."""
        found = self.rows(
            "select source_file_id, source_id, rows_read, rows_accepted, rows_duplicate, rows_rejected, encoding, encoding_confidence "
            "from sources.source_file where name = ?", name
        )  # fmt: skip
        if not found:
            return None
        identity, source, *counts, encoding, confidence = found[0]
        return Taken(identity, self.profile.contracts[source].kind, tuple(counts), encoding, confidence)

    def check_everything_is_somewhere(self) -> None:
        """Every row read is accepted, a duplicate or rejected, each in its table; what is staged is whole; nothing is left over."""
        for identity, source, read, accepted, duplicate, rejected in self.rows(
            "select source_file_id, source_id, rows_read, rows_accepted, rows_duplicate, rows_rejected from sources.source_file"
        ):
            assert read == accepted + duplicate + rejected
            tables = {self.profile.contracts[source].kind: accepted, "duplicate_row": duplicate, "rejected_row": rejected}
            for table, count in tables.items():
                assert self.rows(f"select count(*) from sources.{table} where source_file_id = ?", identity) == [(count,)]
        check_staged(self.home, {identity for (identity,) in self.rows("select source_file_id from sources.source_file")})


def errors(result: Intake) -> list[tuple[str, str]]:
    """(file, reason) of every error that the intake told."""
    return [(notice.name, notice.message_en) for notice in result.notices if notice.level == "error"]


def names_taken(ground: Ground) -> list[str]:
    return [name for (name,) in ground.rows("select name from sources.source_file order by name")]


def check_staged(home: Home, taken: set[str]) -> None:
    """Each line has its rows and each file of rows its line; refused files have a line alone."""
    lines = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in home.staged.glob("*.json")}
    assert {identity for identity, line in lines.items() if not line["refused"]} == taken
    assert {line["rows"] for line in lines.values() if not line["refused"]} == {path.name for path in home.staged.glob("*.parquet")}
    assert {path.suffix for path in home.staged.iterdir()} <= {".json", ".parquet"}
    assert not home.work.exists()


def said(workbook: Path) -> str:
    """Every text on the last sheet of what a sender gets back."""
    book = fastexcel.read_excel(workbook)
    sheet = book.load_sheet(book.sheet_names[-1], header_row=None, dtypes="string").to_pandas()
    return "\n".join(cell for line in sheet.values.tolist() for cell in line if isinstance(cell, str))
