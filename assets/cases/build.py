"""Makes the tables of room 2 from the rows of room 1, as known at `sources.clock.known_at`."""

import duckdb

from assets.cases.contradiction import make_contradiction
from assets.cases.row_event import make_case_trait, make_row_event
from pipelines.runtime.engines import MakeTable
from pipelines.runtime.kinds import case_kinds
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import read_sql
from pipelines.runtime.warehouse import make_table


def make_case_kind(connection: duckdb.DuckDBPyConnection, kind: str, make: MakeTable = make_table) -> int:
    """`cases.<kind>`: the newest version of every case; the number of cases."""
    return make(connection, read_sql("cases", kind))


def make_case_event(connection: duckdb.DuckDBPyConnection, profile: Profile, make: MakeTable = make_table) -> int:
    """`cases.row_event`, `case_trait` and `case_event`; the number of events."""
    make_row_event(connection, profile)
    events = make(connection, read_sql("cases", "case_event"))
    make_case_trait(connection)
    return events


def make_cases(connection: duckdb.DuckDBPyConnection, profile: Profile, make: MakeTable = make_table) -> None:
    for kind in case_kinds():
        make_case_kind(connection, kind, make)
    make(connection, read_sql("cases", "case_ref"))
    make_case_event(connection, profile, make)
    make(connection, read_sql("cases", "case_version"))
    make_contradiction(connection, profile)
