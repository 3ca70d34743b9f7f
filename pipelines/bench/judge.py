"""One world through the pipeline, from its files to its flags: `python -m pipelines.bench.judge WORLD OUT AS_OF…`.

Each as_of is judged as it would have been then: with the files that had come by the fifth day of the next month, or, for the last,
with all. Tables gap, verdict and flag are left in OUT/<as_of>/. A process of its own, so that worlds do not share memory.
"""

import datetime as dt
import os
import re
import secrets
import sys
from pathlib import Path

import duckdb

from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile, load_profile
from pipelines.runtime.warehouse import connect

PROFILE = "sample"
REPORTING_DAYS = 5
TABLES = {"gap": "gaps.gap", "verdict": "gaps.standard_verdict", "flag": "gaps.flag"}
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def last_day(inbox: Path) -> dt.date:
    """The end of the newest month that a file's name speaks of. Raises LawgapError where none does."""
    months = [found[0] for path in inbox.rglob("*") if path.is_file() and (found := MONTH.findall(path.stem))]
    if not months:
        raise LawgapError("no file is named by a month", str(inbox), "name files YYYY-MM or <Mã đơn vị>_YYYY-MM")
    return month_end(*map(int, max(months)))


def month_end(year: int, month: int) -> dt.date:
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)


def judge(inbox: Path, folder: Path, days: list[dt.date]) -> None:
    """Take in `inbox`, and for each of `days` (ascending) leave the judgement in `folder`/<day>/."""
    from assets.sources.intake import prepare, take_in
    from assets.sources.ledger import newest_fact
    from assets.sources.profile_tables import put_profile

    profile = load_profile(PROFILE)
    home = settings.Home(folder / "home", profile.card.name)
    home.folder.mkdir(parents=True)
    with connect(home.warehouse) as connection:
        put_profile(connection, profile)
        prepare(connection)
        take_in(connection, profile, home, inbox, dt.datetime.now().replace(microsecond=0))
        newest = newest_fact(connection)
        if newest is None:
            raise LawgapError("nothing was taken in", str(inbox), "lay files into the folders of their sources")
        for day in days:
            known = dt.datetime.combine(day + dt.timedelta(days=REPORTING_DAYS), dt.time(23, 59, 59))
            _judge(connection, profile, day, newest if day == days[-1] else min(newest, known))
            _keep(connection, folder / day.isoformat())


def _judge(connection: duckdb.DuckDBPyConnection, profile: Profile, day: dt.date, known_at: dt.datetime) -> None:
    from assets.editions.recount import make_findings
    from assets.sources.profile_tables import put_clock

    put_clock(connection, day, known_at)
    make_findings(connection, profile)


def _keep(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    folder.mkdir(parents=True)
    for name, table in TABLES.items():
        connection.table(table).write_parquet(str(folder / f"{name}.parquet"))


def main(arguments: list[str]) -> int:
    """0 done, 1 failed, with the reason on the last line."""
    inbox, folder, *days = arguments
    # a world is nobody's: its key is made for it and forgotten
    os.environ.setdefault("LAWGAP_KEY", secrets.token_hex(32))
    try:
        judge(Path(inbox), Path(folder), [dt.date.fromisoformat(day) for day in days])
    except LawgapError as error:
        print(f"lawgap: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
