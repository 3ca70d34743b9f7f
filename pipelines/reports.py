"""`lawgap status`."""

import duckdb
from rich.console import Console
from rich.table import Table

from assets.editions.publish import latest
from assets.sources.retention import raw_files
from pipelines.letters import read_letters
from pipelines.runtime import settings
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
        _raw_files(connection, profile, home, out)
        if exists(connection, "sources.missing_file"):
            for source, files in connection.execute(
                "select source_id, count(*) from sources.missing_file group by 1 order by 1"
            ).fetchall():
                out.print(f"missing: {source}: {files} files that had to come did not")
    for letter in read_letters(home):
        out.print(f"letter to send: {letter.key}: {letter.subject}", markup=False)
    edition = latest(home)
    out.print(f"edition: {edition.name if edition else 'none yet'}")


def _raw_files(connection: duckdb.DuckDBPyConnection, profile: Profile, home: settings.Home, out: Console) -> None:
    """How many raw files lie in the inbox, and how many left it."""
    removed = (
        connection.execute("select count(*) from sources.raw_removal").fetchall()[0][0] if exists(connection, "sources.raw_removal") else 0
    )
    days = profile.card.raw_retention_days
    rule = f"kept for {days} days once taken in" if days else "kept for ever"
    out.print(f"raw files in {home.inbox}: {len(raw_files(home)):,} there, {removed:,} removed ({rule})", markup=False)


def show(result: duckdb.DuckDBPyConnection, out: Console) -> None:
    table = Table(*(column[0] for column in result.description or []))
    for row in result.fetchall():
        table.add_row(*("" if value is None else str(value) for value in row))
    out.print(table)
