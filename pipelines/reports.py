"""`lawgap status` and `lawgap query`."""

import csv
import json
import sys

import duckdb
from rich.console import Console
from rich.table import Table

from assets.editions.publish import edition_folder, latest
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile
from pipelines.runtime.warehouse import exists, writing

LEDGER = """
select s.source_id, s.title_vi, count(f.source_file_id) as files, coalesce(sum(f.rows_read), 0) as read,
    coalesce(sum(f.rows_accepted), 0) as accepted, coalesce(sum(f.rows_duplicate), 0) as duplicate,
    coalesce(sum(f.rows_rejected), 0) as rejected, max(f.received_at) as newest
from sources.source as s left join sources.source_file as f on s.source_id = f.source_id
group by all order by s.source_id
"""


def status(profile: Profile, home: settings.Home, out: Console) -> None:
    """The ledger by source, what is missing or could not be read, and the standing edition."""
    if not home.warehouse.exists():
        out.print(
            f"profile {profile.card.name}: nothing has come yet. Put files into {home.inbox} and run: lawgap run --profile {profile.card.name}"
        )
        return
    with writing(home, out.print) as connection:
        if exists(connection, "sources.source") and exists(connection, "sources.source_file"):
            show(connection.execute(LEDGER), out)
            for level, name, text in connection.execute("select level, name, message_en from sources.notice order by all").fetchall():
                out.print(f"{level}: {name}: {text}", markup=False)
        if exists(connection, "sources.missing_file"):
            for source, files in connection.execute(
                "select source_id, count(*) from sources.missing_file group by 1 order by 1"
            ).fetchall():
                out.print(f"missing: {source}: {files} files that had to come did not")
    edition = latest(home)
    out.print(f"edition: {edition.name if edition else 'none yet'}")


def query(profile: Profile, home: settings.Home, sql: str, edition: str | None, form: str, out: Console) -> None:
    """Run one statement on an edition's evidence file, locked down. Raises LawgapError on bad SQL."""
    check_format(form)
    path = edition_folder(home, edition) / "audit.duckdb"
    config = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "enable_external_access": "false",
        "memory_limit": "1GB",
    }
    with duckdb.connect(str(path), read_only=True, config=config) as connection:
        connection.execute("set lock_configuration = true")
        try:
            result = connection.execute(sql)
        except duckdb.Error as error:
            raise LawgapError(str(error), "the SQL given", "tables and columns: select * from data_dictionary") from None
        show(result, out, form)


def check_format(form: str) -> None:
    if form not in ("table", "csv", "json"):
        raise LawgapError(f"no format {form!r}", "--format", "use table, csv or json")


def show(result: duckdb.DuckDBPyConnection, out: Console, form: str = "table") -> None:
    names = [column[0] for column in result.description or []]
    rows = result.fetchall()
    if form == "csv":
        csv.writer(sys.stdout).writerows([names, *rows])
    elif form == "json":
        json.dump([dict(zip(names, row, strict=True)) for row in rows], sys.stdout, ensure_ascii=False, default=str, indent=1)
        print()
    else:
        table = Table(*names)
        for row in rows:
            table.add_row(*("" if value is None else str(value) for value in row))
        out.print(table)
