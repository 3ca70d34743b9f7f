"""`lawgap verify --recompute`: an edition made once more from the warehouse, and compared with what was published.

With its own clock, its own snapshot of the profile and the chain before it, by the same rooms, in a database of its own: the
warehouse is only read. Facts are kept with the moments they were known, so files that came later and law that changed since do
not show. What may differ: `notice` (of the last intake, not of the edition), `accuracy` (measured of the code) and, with another version of the code, anything.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from assets.cases.build import make_cases
from assets.cases.quality import make_quality
from assets.duties.build import make_duties
from assets.editions.audit import audit_files
from assets.editions.erasures import read_records
from assets.editions.manifest import code_version, read_manifest
from assets.editions.parts import AUDIT
from assets.editions.publish import make_edition
from assets.editions.recount import OF_THE_CLOCK
from assets.editions.redacted import Erasures, erasures_of, unexplained
from assets.editions.verify import Verdict
from assets.gaps.build import make_gaps
from assets.gaps.robustness import make_robustness
from assets.gaps.scoring import make_score
from assets.indicators.build import make_indicator, make_observations
from assets.sources.profile_tables import put_clock, put_profile
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile, load_profile
from pipelines.runtime.schema_version import check_version
from pipelines.runtime.sqlfile import SqlFile, list_sql
from pipelines.runtime.warehouse import connect, locked

# what the last intake said of files, for no moment is kept with it; and what was last measured of the code
APART = ("notice", "accuracy")
# a hash over all tables, those apart included
OVER_ALL = {"edition": ("content_id",)}


def recompute(folder: Path, home: settings.Home, standing: Verdict, say: Callable[[str], None] = print) -> Verdict:
    """The verdict of `verify`, and then of the recount. Raises LawgapError without a warehouse."""
    if standing.outcome == "broken":
        return standing
    if not home.warehouse.exists():
        raise LawgapError("no warehouse to recompute from", str(home.warehouse), "make it from the staged files: lawgap rebuild")
    inputs = read_manifest(folder)["inputs"]
    remarks = list(standing.remarks)
    if inputs["code"] != code_version():
        remarks.append(f"published with code {inputs['code']}, recomputed with {code_version()}")
    with locked(home, say):
        # what a killed recount leaves there the next intake removes
        home.work.mkdir(mode=0o700, exist_ok=True)
        with TemporaryDirectory(dir=home.work) as place:
            made = Path(place) / AUDIT
            files = _make_again(folder, home, Path(place), made)
            difference = first_difference(folder / AUDIT, made, files)
            if difference is None:
                return replace(standing, remarks=tuple(remarks))
            records = {path.name: record for path, record in read_records(home.folder / "erasures").items()}
            because = erasures_of(records, home.warehouse, folder.name, dt.datetime.fromisoformat(inputs["known_at"]))
            beyond = unexplained(folder / AUDIT, made, shared_columns(folder / AUDIT, made), because)
    return _judged(tuple(remarks), difference, because, beyond)


def _judged(remarks: tuple[str, ...], difference: str, because: Erasures, beyond: str | None) -> Verdict:
    """Of a recount that differs: `redacted` where erasures explain all of it, else `broken`. `beyond`: what they do not explain."""
    remarks += tuple(f"erasure {name} of {record.at}" for name, record in because.records.items())
    if not because.places:
        return Verdict("broken", f"recomputed: {difference}", remarks)
    if beyond is not None:
        return Verdict("broken", f"recomputed: {beyond}: no erasure explains it", remarks)
    return Verdict("redacted", f"recomputed: {difference}", remarks)


def _make_again(folder: Path, home: settings.Home, place: Path, audit: Path) -> list[SqlFile]:
    """Write `audit` as the edition's would be today; the files of its tables."""
    manifest = read_manifest(folder)
    inputs, before = manifest["inputs"], manifest["previous"]
    profile = load_profile(folder / "profile")
    previous = folder.parent / before["edition_id"] if before else None
    with _facts_of(home, place / "rooms.duckdb", profile) as connection:
        put_clock(connection, dt.date.fromisoformat(inputs["as_of"]), dt.datetime.fromisoformat(inputs["known_at"]))
        make_rooms(connection, profile)
        make_edition(connection, profile, folder.name, inputs, previous, place, audit)
        return audit_files()


def make_rooms(connection: duckdb.DuckDBPyConnection, profile: Profile) -> None:
    """Every table from cases to gaps, from the facts and the clock of `sources`."""
    make_cases(connection, profile)
    make_quality(connection, profile)
    make_duties(connection)
    for file in list_sql("indicators"):
        make_indicator(connection, file, profile)
    make_observations(connection)
    for make in (make_gaps, make_score, make_robustness):
        make(connection, profile)


@contextmanager
def _facts_of(home: settings.Home, file: Path, profile: Profile) -> Iterator[duckdb.DuckDBPyConnection]:
    """A new database with the profile's tables, and views onto the facts of the warehouse."""
    connection = connect(file)
    try:
        put_profile(connection, profile)
        connection.execute("attach '{}' as warehouse (read_only)".format(str(home.warehouse).replace("'", "''")))
        check_version(connection, home.warehouse, "warehouse")
        here = connection.execute("select current_database()").fetchall()[0][0]
        kept = connection.execute(
            "select table_name from duckdb_tables() as t where database_name = 'warehouse' and schema_name = 'sources' and not exists ("
            "select 1 from duckdb_tables() as o where o.database_name = ? and o.schema_name = 'sources' and o.table_name = t.table_name"
            ") order by 1", [here]
        ).fetchall()  # fmt: skip
        for (name,) in kept:
            if name not in OF_THE_CLOCK:
                connection.execute(f'create view sources."{name}" as from warehouse.sources."{name}"')
        yield connection
    finally:
        connection.close()


def first_difference(published: Path, made: Path, files: list[SqlFile]) -> str | None:
    """The first table, in order of name, that differs, and the primary key of its first row that does; None if all are equal."""
    with duckdb.connect(":memory:") as connection:
        for name, path in (("published", published), ("made", made)):
            connection.execute("attach '{}' as {} (read_only)".format(str(path).replace("'", "''"), name))
        old, new = (_columns(connection, name) for name in ("published", "made"))
        keys = {file.name: file.primary_key for file in files}
        for table in sorted((old.keys() | new.keys()) - set(APART)):
            if table not in old or table not in new:
                return f"table {table}: only in the {'edition' if table in old else 'recount'}"
            if (found := _first_row(connection, table, keys.get(table, old[table][:2]), old[table], new[table])) is not None:
                return f"table {table}: {found}"
    return None


def shared_columns(published: Path, made: Path) -> dict[str, list[str]]:
    """The tables that both files have, save those apart, with the columns that both have."""
    found = []
    for path in (published, made):
        with duckdb.connect(str(path), read_only=True) as connection:
            found.append(_columns(connection, connection.execute("select current_database()").fetchall()[0][0]))
    old, new = found
    return {table: [name for name in old[table] if name in new[table]] for table in (old.keys() & new.keys()) - set(APART)}


def _first_row(connection: duckdb.DuckDBPyConnection, table: str, key: list[str], old: list[str], new: list[str]) -> str | None:
    """Columns are compared by name: those that one side alone has are a difference of the table, not of a row."""
    if old != new:
        return f"columns {', '.join(sorted(set(old) ^ set(new))) or 'in another order'}"
    compared = ", ".join(f'"{name}"' for name in old if name not in OVER_ALL.get(table, ()))
    picked = ", ".join(f'"{name}"' for name in key)
    one, other = (f"select {compared} from {catalog}.main.{table}" for catalog in ("published", "made"))
    rows = connection.execute(
        f"select {picked} from (({one} except all {other}) union all ({other} except all {one})) order by all limit 1"
    ).fetchall()
    return ", ".join(f"{name} {value}" for name, value in zip(key, rows[0], strict=True)) if rows else None


def _columns(connection: duckdb.DuckDBPyConnection, catalog: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for table, column in connection.execute(
        "select c.table_name, c.column_name from duckdb_columns() as c inner join duckdb_tables() as t "
        "on c.database_name = t.database_name and c.table_oid = t.table_oid where c.database_name = ? and c.schema_name = 'main' "
        "order by c.table_name, c.column_index", [catalog]
    ).fetchall():  # fmt: skip
        found.setdefault(table, []).append(column)
    return found
