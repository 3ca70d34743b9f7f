"""A source that has not come by its due day: which files, and the letter that asks the agency for them.

What had to come is found by the query that the edition uses, asked at another moment: the day of asking, not the newest file's.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import duckdb

from assets.sources.profile_tables import put_clock
from pipelines.letters import Letter, write_letter
from pipelines.runtime.contract import Contract
from pipelines.runtime.months import end_before
from pipelines.runtime.profile import Profile
from pipelines.runtime.settings import Home
from pipelines.runtime.sqlfile import read_sql
from pipelines.runtime.warehouse import exists, make_table

LATE = """
select m.agency_id, m.source_id from sources.missing_file as m inner join sources.clock as k on m.month = k.last_month
order by m.agency_id, m.source_id
"""
SIMULATED = "[DỮ LIỆU MÔ PHỎNG — SIMULATED DATA] "
LETTER = """\
Kính gửi: {name_vi}

Đến ngày {day} vẫn chưa nhận được các tệp số liệu tháng {month} sau đây:
{lines_vi}

Đề nghị người đứng đầu cơ quan, đơn vị chỉ đạo gửi ngay. Nếu trong tháng không phát sinh, vẫn gửi tệp chỉ có dòng tiêu đề. Khi chưa có tệp, kỳ công bố ghi “chưa có số liệu”, không coi là đúng hạn.

----

To: {name_en}

By {day} these files of {month} have not come:
{lines_en}

Please have them sent now. If nothing happened in the month, send a file with the header alone. Until a file comes, the edition says "no data", never "on time".
"""


@dataclass(frozen=True)
class Late:
    """The files of one month that an agency (the city for its own systems) should have sent."""

    agency_id: str
    sources: tuple[str, ...]


def due_date(contract: Contract, today: dt.date) -> dt.date:
    """The day of this month by whose end last month's file is due."""
    return today.replace(day=contract.due_day)


def last_due(profile: Profile, today: dt.date) -> dt.date | None:
    """The newest due day of this month that has passed; None before the first."""
    due = [due_date(c, today) for c in profile.contracts.values() if c.sender != "once"]
    return max((day for day in due if day < today), default=None)


def late(connection: duckdb.DuckDBPyConnection, profile: Profile, today: dt.date) -> list[Late]:
    """Who has not sent what of last month, as of the morning of `today`. The warehouse is left as it was."""
    if not exists(connection, "sources.clock"):
        return []
    last = end_before(today)
    connection.execute("begin")
    try:
        put_clock(connection, last, dt.datetime.combine(today, dt.time()))
        make_table(connection, read_sql("sources", "missing_file"))
        rows = connection.execute(LATE).fetchall()
    finally:
        connection.execute("rollback")
    found: dict[str, list[str]] = {}
    for agency_id, source_id in rows:
        found.setdefault(agency_id or profile.card.city_agency, []).append(source_id)
    return [Late(agency_id, tuple(sources)) for agency_id, sources in sorted(found.items())]


def letter(profile: Profile, one: Late, today: dt.date) -> Letter:
    """The letter to an agency that is late. Asked on another due day it is another letter."""
    last = end_before(today)
    agency = {a.agency_id: a for a in profile.agencies}[one.agency_id]
    names = [_named(profile.contracts[source], agency.code, last) for source in one.sources]
    due = [f"{due_date(profile.contracts[source], today):%d/%m/%Y}" for source in one.sources]
    titles = [profile.contracts[source].title for source in one.sources]
    text = LETTER.format(
        name_vi=agency.name_vi, name_en=agency.name_en, day=f"{today:%d/%m/%Y}", month=f"{last:%m/%Y}",
        lines_vi="\n".join(f"- {t.vi}: {n} (hạn nộp {d})" for t, n, d in zip(titles, names, due, strict=True)),
        lines_en="\n".join(f"- {t.en}: {n} (due {d})" for t, n, d in zip(titles, names, due, strict=True)),
    )  # fmt: skip
    subject = f"{SIMULATED if profile.card.simulated else ''}Đề nghị gửi số liệu tháng {last:%m/%Y} — data of {last:%m/%Y} have not come"
    return Letter(f"late_{last_due(profile, today) or today}_{one.agency_id}", one.agency_id, subject, text)


def write_reminders(connection: duckdb.DuckDBPyConnection, profile: Profile, home: Home, today: dt.date) -> tuple[list[Late], list[Path]]:
    """Everybody who is late, and the letters that had not been written yet."""
    found = late(connection, profile, today)
    written = [write_letter(home, letter(profile, one, today)) for one in found]
    return found, [path for path in written if path]


def _named(contract: Contract, code: str, last: dt.date) -> str:
    """The file as it is to be called."""
    return f"{contract.source_id}/{code}_{last:%Y-%m}.csv" if contract.sender == "agency" else f"{contract.source_id}/{last:%Y-%m}.csv"
