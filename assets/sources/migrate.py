"""A warehouse of an earlier version brought to this one, step by step, each in one transaction with its number.

A step that cannot be done in place says so by failing (`select error('why')`), as does a table that comes out other than a
new one: then the warehouse is rebuilt from the staged files, whose format is kept readable.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from assets.sources.intake import prepare
from assets.sources.rebuild import rebuildable, swap
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile
from pipelines.runtime.schema_version import check_version, newest, put_version, steps, version_of
from pipelines.runtime.warehouse import connect, locked, opened

COLUMNS = """
select table_name, list(column_name || ' ' || data_type order by column_index) from duckdb_columns()
where schema_name = 'sources' and database_name = current_database() group by 1
"""


@dataclass(frozen=True)
class Migrated:
    """From which version to which; `rebuilt`: from the staged files; `kept`: the copy of the warehouse as it was."""

    before: int
    after: int
    rebuilt: bool = False
    kept: Path | None = None


def migrate(profile: Profile, home: settings.Home, say: Callable[[str], None] = print) -> Migrated:
    """Bring the warehouse to the version of this code; nothing to do is no error. Raises LawgapError if it cannot be done.

    Interrupted, the same command goes on at the step it had come to.
    """
    if not home.warehouse.exists():
        raise LawgapError("nothing has come yet", str(home.warehouse), "take files in with: lawgap run")
    with locked(home, say):
        with opened(home) as connection:
            before = version_of(connection)
            if before is None or before == newest():
                return Migrated(newest(), newest())
            if before > newest():
                check_version(connection, home.warehouse)
            connection.execute("checkpoint")
        kept = _keep(home, before)
        say(f"the warehouse as it was: {kept}")
        try:
            _in_place(home, before, say)
        except _NotInPlace as reason:
            say(f"not in place ({reason}): rebuilding from the staged files")
            _rebuild(profile, home, kept, say)
            return Migrated(before, newest(), rebuilt=True, kept=kept)
        return Migrated(before, newest(), kept=kept)


class _NotInPlace(Exception):
    """Why a step has to be left to a rebuild."""


def _keep(home: settings.Home, version: int) -> Path:
    """A copy beside the warehouse, whole or not there."""
    kept = home.folder / f"warehouse.v{version}.duckdb"
    half = kept.with_suffix(".half")
    try:
        shutil.copyfile(home.warehouse, half)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise LawgapError(
            f"cannot keep a copy of the warehouse: {error}", str(kept), "make room on the disk; nothing was changed"
        ) from None
    half.replace(kept)
    return kept


def _in_place(home: settings.Home, before: int, say: Callable[[str], None]) -> None:
    with opened(home) as connection:
        for version, step in steps().items():
            if version <= before:
                continue
            connection.execute("begin")
            try:
                connection.execute(step.read_text(encoding="utf-8"))
                if version == newest():
                    prepare(connection)
                    _check_like_new(connection)
                else:
                    connection.execute("create table if not exists sources.schema_version (version integer)")
                put_version(connection, version)
                connection.execute("commit")
            except (duckdb.Error, _NotInPlace) as error:
                # closing takes back what the step has done
                raise _NotInPlace(f"{step.stem}: {str(error).splitlines()[0]}") from None
            say(f"{step.stem}: done")


def _check_like_new(connection: duckdb.DuckDBPyConnection) -> None:
    """What is kept has the columns that it has in a new warehouse."""
    with connect(":memory:") as empty:
        prepare(empty)
        wanted = dict(empty.execute(COLUMNS).fetchall())
    found = dict(connection.execute(COLUMNS).fetchall())
    for name, columns in wanted.items():
        if found.get(name) != columns:
            raise _NotInPlace(f"table {name} has other columns than a new one")


def _rebuild(profile: Profile, home: settings.Home, kept: Path, say: Callable[[str], None]) -> None:
    try:
        swap(profile, home, rebuildable(profile, home), say)
    except LawgapError as error:
        raise LawgapError(
            f"the warehouse cannot be migrated: {error.what}", error.where, f"{error.do}. The warehouse as it was: {kept}"
        ) from None
