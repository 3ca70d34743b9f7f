"""What the ledger says of files: which are known, which were withdrawn, and when the newest fact came."""

import datetime as dt
import hashlib

import duckdb

from assets.sources.inbox import Arrival

NEWEST = """
select max(moment) from (
    select received_at as moment from sources.source_file
    union all
    select withdrawn_at as moment from sources.withdrawal
)
"""
HOLDINGS = """
select f.source_file_id, f.rows_accepted, f.rows_duplicate, f.rows_rejected, cast(w.withdrawn_at as text) as withdrawn_at
from sources.source_file as f
left join sources.withdrawal as w on f.source_file_id = w.source_file_id
where f.source_id = ?
order by f.source_file_id
"""
HELD = """
select coalesce(sum(f.rows_accepted), 0)
from sources.source_file as f
left join sources.withdrawal as w on f.source_file_id = w.source_file_id
where f.source_id = ? and w.withdrawn_at is null
"""


def file_identity(arrival: Arrival, sha256: str) -> str:
    """The same bytes from the same sender for the same month are the same file, whatever its name."""
    text = "\0".join([arrival.contract.source_id, arrival.code or "", arrival.month or "", sha256])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def newest_fact(connection: duckdb.DuckDBPyConnection) -> dt.datetime | None:
    """When the newest file came or was withdrawn; None if nothing has come."""
    return connection.execute(NEWEST).fetchall()[0][0]


def holdings(connection: duckdb.DuckDBPyConnection, source_id: str) -> str:
    """What is held of a source, as a hash: its files, the rows taken from each, and which were withdrawn."""
    rows = connection.execute(HOLDINGS, [source_id]).fetchall()
    return hashlib.sha256("\n".join(map(str, rows)).encode()).hexdigest()[:16]


def rows_held(connection: duckdb.DuckDBPyConnection, source_id: str) -> int:
    """Rows taken from all files of a source that were not withdrawn."""
    return int(connection.execute(HELD, [source_id]).fetchall()[0][0])


class Ledger:
    """The files that are known, `names` by id, and when those that were withdrawn were (`withdrawn`)."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        rows = connection.execute(
            "select f.source_file_id, f.name, w.withdrawn_at from sources.source_file as f "
            "left join sources.withdrawal as w on f.source_file_id = w.source_file_id"
        ).fetchall()
        self.names: dict[str, str] = {identity: name for identity, name, _ in rows}
        self.withdrawn: dict[str, dt.datetime] = {identity: at for identity, _, at in rows if at is not None}

    def identity(self, arrival: Arrival, sha256: str) -> str:
        """The file's id, `<id>-2` and so on where the same bytes are sent again after they were withdrawn.

        A withdrawn file that still lies in the inbox has not been sent again: only another name says that it was.
        """
        first = file_identity(arrival, sha256)
        identity, number = first, 1
        while identity in self.withdrawn and self.names[identity] != arrival.name and arrival.received_at > self.withdrawn[identity]:
            number += 1
            identity = f"{first}-{number}"
        return identity

    def add(self, identity: str, name: str) -> None:
        """A file taken up by this run."""
        self.names[identity] = name

    def __contains__(self, identity: str) -> bool:
        return identity in self.names
