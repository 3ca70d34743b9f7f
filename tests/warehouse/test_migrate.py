"""A warehouse made by earlier code: said to be one, brought to this version, and nothing of it lost on the way."""

import hashlib
import tarfile
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from assets.sources.intake import prepare
from assets.sources.migrate import COLUMNS, migrate
from assets.sources.rebuild import rebuild
from pipelines.cli import app
from pipelines.runtime import schema_version
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import load_profile
from pipelines.runtime.settings import Home
from pipelines.runtime.warehouse import connect, writing
from tests.sources.mail import kept

HERE = Path(__file__).parent
REGISTER_ROW = "insert into sources.duty_register (source_file_id, case_id) values ('gone', 'GONE')"


@pytest.fixture
def home(tmp_path) -> Home:
    """What commit 9615ef7 left (old_home_recipe.py)."""
    with tarfile.open(HERE / "old_home.tar.gz") as archive:
        archive.extractall(tmp_path, filter="data")
    return Home(tmp_path, "sample")


@pytest.fixture
def more_steps(tmp_path, monkeypatch) -> Path:
    """A folder of migrations in which a third follows."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for step in schema_version.MIGRATIONS.glob("*.sql"):
        (folder / step.name).write_text(step.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(schema_version, "MIGRATIONS", folder)
    schema_version.steps.cache_clear()
    yield folder
    schema_version.steps.cache_clear()


def change(home: Home, sql: str) -> None:
    with duckdb.connect(str(home.warehouse)) as connection:
        connection.execute(sql)


def version(file: Path) -> int | None:
    with duckdb.connect(str(file), read_only=True) as connection:
        return schema_version.version_of(connection)


def state(home: Home) -> dict[str, list[tuple]]:
    """The rows of every table that is kept; what is of the profile is put there by each run."""
    with writing(home) as connection:
        found = kept(connection)
    # the words that tell a reason may have become better since
    found["rejected_row"] = [row[:4] for row in found["rejected_row"]]
    return {name: found[name] for name, _ in columns()}


def brought(home: Home, said: list[str] | None = None):
    return migrate(load_profile("sample"), home, (said if said is not None else []).append)


def test_an_old_warehouse_is_refused_with_the_command_that_helps(home):
    with pytest.raises(LawgapError, match="version 1, this lawgap needs 3") as refusal, writing(home):
        pass
    assert refusal.value.do == "run: lawgap migrate"


def test_a_newer_warehouse_is_refused_and_not_touched(home):
    change(home, "create table sources.schema_version as select 99 as version")
    before = hashlib.sha256(home.warehouse.read_bytes()).hexdigest()
    for attempt in (lambda: writing(home).__enter__(), lambda: brought(home)):
        with pytest.raises(LawgapError, match="made by a newer lawgap: it is of version 99"):
            attempt()
    assert hashlib.sha256(home.warehouse.read_bytes()).hexdigest() == before


def test_migrated_in_place_is_what_a_rebuild_would_give_and_the_old_one_is_kept(home):
    done = brought(home)
    assert (done.before, done.after, done.rebuilt) == (1, schema_version.newest(), False)
    assert (version(done.kept), version(home.warehouse)) == (1, schema_version.newest())
    migrated = state(home)
    assert len(migrated["source_file"]) == 3
    assert len(migrated["procedure_case"]) == 97 and len(migrated["rejected_row"]) == 1
    rebuild(load_profile("sample"), home, lambda text: None)
    assert state(home) == migrated


def test_a_second_time_there_is_nothing_to_do(home):
    brought(home)
    before = home.warehouse.read_bytes()
    again = brought(home)
    assert (again.before, again.kept) == (again.after, None)
    assert home.warehouse.read_bytes() == before


def test_what_cannot_be_done_in_place_is_rebuilt_from_the_staged_files(home):
    change(home, REGISTER_ROW)
    said: list[str] = []
    assert brought(home, said).rebuilt
    assert any("register of duties" in text for text in said)
    found = state(home)
    assert len(found["procedure_case"]) == 97 and not found["duty_register"]


def test_a_table_that_comes_out_other_than_a_new_one_is_rebuilt(home):
    change(home, "alter table sources.complaint drop column result")
    said: list[str] = []
    assert brought(home, said).rebuilt and any("table complaint has other columns" in text for text in said)
    assert [len(row) for row in state(home)["complaint"]] == [len(dict(columns())["complaint"])]


def test_without_staged_files_it_says_why_and_the_warehouse_stays(home):
    change(home, REGISTER_ROW)
    for path in home.staged.iterdir():
        path.unlink()
    with pytest.raises(LawgapError, match="cannot be migrated: no staged files") as refusal:
        brought(home)
    assert "warehouse.v1.duckdb" in refusal.value.do
    assert version(home.warehouse) == 1


def test_it_goes_on_at_the_step_it_had_come_to(home, more_steps):
    third = more_steps / "004_third.sql"
    third.write_text("create table sources.left_over (a integer); select error('no power');", encoding="utf-8")
    staged = home.staged.rename(home.folder / "elsewhere")
    with pytest.raises(LawgapError):
        brought(home)
    assert version(home.warehouse) == 3
    staged.rename(home.staged)
    third.write_text("create table sources.third (a integer);", encoding="utf-8")
    (more_steps / "002_versioned.sql").write_text("select error('the second step again');", encoding="utf-8")
    said: list[str] = []
    done = brought(home, said)
    assert (done.before, done.after, done.rebuilt) == (3, 4, False) and version(home.warehouse) == 4
    assert not any("second step" in text for text in said)
    with duckdb.connect(str(home.warehouse)) as connection:
        assert not connection.execute("select 1 from duckdb_tables() where table_name = 'left_over'").fetchall()


def test_a_new_and_a_rebuilt_warehouse_are_of_this_version(tmp_path):
    home = Home(tmp_path, "sample")
    with writing(home) as connection:
        assert schema_version.version_of(connection) is None
        prepare(connection)
        assert schema_version.version_of(connection) == schema_version.newest()


def test_the_command_says_what_it_did(home):
    first = CliRunner().invoke(app, ["migrate", "--profile", "sample", "--home", str(home.root)])
    assert first.exit_code == 0 and "from version 1 to 3" in first.output
    second = CliRunner().invoke(app, ["migrate", "--profile", "sample", "--home", str(home.root)])
    assert second.exit_code == 0 and "nothing to do" in second.output


def columns() -> list[tuple[str, list[str]]]:
    with connect(":memory:") as connection:
        prepare(connection)
        return sorted(connection.execute(COLUMNS).fetchall())


def test_who_changes_a_kept_table_writes_a_migration():
    """schema_<n>.txt: tables and columns of version n. A new table may come; another column needs a step, and a new list."""
    frozen = (HERE / f"schema_{schema_version.newest()}.txt").read_text(encoding="utf-8").splitlines()
    now = {f"{table}: {', '.join(found)}" for table, found in columns()}
    assert [line for line in frozen if line not in now] == []
