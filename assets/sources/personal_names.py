"""Names of files and of sheets stand in the ledger for ever: one that holds a citizen's number is not taken."""

import re
from dataclasses import replace

import duckdb
from sqlglot import exp, select

from assets.sources.inbox import Arrival, Notice
from assets.sources.looking import Unreadable
from assets.sources.privacy import Privacy, hide
from assets.sources.readers import Texts

A_MONTH = re.compile(r"(?<!\d)(19|20)\d\d-\d\d")
FILE = (
    "tên tệp chứa dữ liệu cá nhân: đổi tên tệp rồi gửi lại",
    "the file's name holds personal data: rename the file and send it again",
)  # fmt: skip


def without_personal_names(
    connection: duckdb.DuckDBPyConnection, privacy: Privacy, found: list[Arrival], notices: list[Notice]
) -> tuple[list[Arrival], list[Notice]]:
    """Files whose names can be kept; what is to be said of the others, their names masked."""
    shown = _shown(connection, privacy, {arrival.name for arrival in found} | {notice.name for notice in notices})
    refused = [Notice(a.contract.source_id, shown[a.name], "error", *FILE) for a in found if shown[a.name] != a.name]
    kept = [arrival for arrival in found if shown[arrival.name] == arrival.name]
    return kept, [replace(notice, name=shown[notice.name]) for notice in notices] + refused


def _shown(connection: duckdb.DuckDBPyConnection, privacy: Privacy, names: set[str]) -> dict[str, str]:
    """Name → name as it may be stored. Code and month of a rightly named file would pass for a number, so the month is taken out first."""
    told = select("name", "rest", exp.alias_(privacy.masked(exp.column("rest")), "masked")).from_(
        "(select unnest(?) as name, unnest(?) as rest)"
    )
    rests = [A_MONTH.sub("", name) for name in names]
    found = connection.execute(told.sql("duckdb"), [list(names), rests]).fetchall() if names else []
    return {name: name if masked == rest else masked for name, rest, masked in found}


def refuse_personal_sheets(connection: duckdb.DuckDBPyConnection, privacy: Privacy, texts: Texts) -> None:
    """Raises Unreadable where a sheet that was read is called after somebody: rows are found again by their sheet's name."""
    if texts.sheets and hide(connection, privacy, texts.sheets) != texts.sheets:
        raise Unreadable(
            "tên trang tính chứa dữ liệu cá nhân: đổi tên trang tính rồi gửi lại",
            "the name of a sheet holds personal data: rename the sheet and send the file again",
        )
