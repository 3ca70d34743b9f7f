"""From staged files to the warehouse, in one transaction: rows, duplicates, refusals, the ledger's lines. The sum is asserted."""

from dataclasses import asdict, dataclass, field, fields
from functools import cache
from pathlib import Path

import duckdb
import pandas as pd
from sqlglot import exp

from assets.sources.headers import plain_header
from assets.sources.inbox import Notice
from assets.sources.lookups import make_lookup
from assets.sources.names import nearest_text
from assets.sources.reasons import REASONS, reason_texts
from assets.sources.rejects import MOST_ROWS, FileCounts, Refused
from assets.sources.staging import Line, as_notice
from pipelines.runtime import settings
from pipelines.runtime.contract import Contract
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.kinds import kinds
from pipelines.runtime.profile import Profile
from pipelines.runtime.warehouse import literal_path

ITEM = {
    "path": "TEXT", "source_file_id": "TEXT", "source_id": "TEXT", "name": "TEXT", "sha256": "TEXT", "received_at": "TIMESTAMP",
    "sheets": "TEXT", "completeness": "TEXT", "agency_id": "TEXT", "month": "TEXT", "size_bytes": "BIGINT", "encoding": "TEXT",
    "encoding_confidence": "DECIMAL(38,6)", "header_row": "BIGINT", "staged": "TEXT",
}  # fmt: skip
MOST_CANDIDATES = 100
# a fault may be told of a field that the file has no column for, and of the row as a whole
NO_COLUMN = ("agency", "new_agency", "case_id", "")


@dataclass
class Admitted:
    """What came in: rows read and refused, and for each file with refusals what its sender gets back."""

    rows_read: int = 0
    rows_rejected: int = 0
    notices: list[Notice] = field(default_factory=list)
    returned: list[tuple[Line, FileCounts, list[Refused]]] = field(default_factory=list)


def admit(connection: duckdb.DuckDBPyConnection, profile: Profile, lines: list[Line], staged: Path) -> Admitted:
    """Admit staged files of one source inside the caller's transaction. Raises LawgapError if rows do not add up."""
    contract = profile.contracts[lines[0].source_id]
    _put_items(connection, lines, staged)
    _open_rows(connection, lines, staged)
    if contract.kind == "lookup":
        make_lookup(connection, profile, contract)
    _find_duplicates(connection, profile, contract)
    _explain_refusals(connection, profile, contract, lines)
    if contract.kind != "lookup":
        _insert(connection, contract)
    connection.execute(_statement("keep_duplicates"))
    connection.execute(_statement("keep_rejected"))
    connection.execute(_statement("keep_erased"))
    if lines[0].key:
        connection.execute("insert or ignore into sources.linking_key values (?)", [lines[0].key])
    return _count(connection, lines)


def _put_items(connection: duckdb.DuckDBPyConnection, lines: list[Line], staged: Path) -> None:
    rows = [
        {**{name: getattr(line, name) for name in ITEM if hasattr(line, name)}, "path": str(staged / str(line.rows)), "staged": line.rows}
        for line in lines
    ]
    connection.register("incoming_item_frame", pd.DataFrame(rows, columns=list(ITEM), dtype=object))
    picked = ", ".join(f'cast("{name}" as {kind}) as "{name}"' for name, kind in ITEM.items())
    connection.execute(f"create or replace temp table incoming_item as select {picked} from incoming_item_frame")
    broken = [[line.source_file_id, *row] for line in lines for row in line.broken]
    connection.register(
        "incoming_broken_frame", pd.DataFrame(broken, columns=["source_file_id", "line", "reason_vi", "reason_en"], dtype=object)
    )
    connection.execute(_statement("incoming_broken"))


def _open_rows(connection: duckdb.DuckDBPyConnection, lines: list[Line], staged: Path) -> None:
    paths = list(dict.fromkeys(literal_path(staged / str(line.rows)) for line in lines))
    connection.execute("set variable staged_paths = ?", [paths])
    connection.execute(_statement("incoming_after_broken_lines" if any(line.broken for line in lines) else "incoming"))
    if len(paths) > 1:
        # opening hundreds of small files costs more than their rows: once, and not again for each statement that follows
        connection.execute("create or replace temp table incoming_held as select * from incoming")
        connection.execute("create or replace temp view incoming as select * from incoming_held")


def _find_duplicates(connection: duckdb.DuckDBPyConnection, profile: Profile, contract: Contract) -> None:
    if contract.kind == "lookup":
        connection.execute(_statement("no_duplicates"))
        return
    owned = any(other.kind == contract.kind and other.sender == "agency" for other in profile.contracts.values())
    keys = "keys_of_owned_cases" if owned else "keys_of_cases"
    keys = {"case_event": "keys_of_events", "duty_register": "keys_of_register"}.get(contract.kind, keys)
    connection.execute(_statement(keys))
    connection.execute(_statement("incoming_duplicate"))


def _explain_refusals(connection: duckdb.DuckDBPyConnection, profile: Profile, contract: Contract, lines: list[Line]) -> None:
    """`incoming_rejected`: the reasons in words, for an unknown agency with the names that lie nearest."""
    headers = {**contract.fields, "link_key": contract.link.column if contract.link else ""}
    told = ["field", "code", "column_name", "reason_vi", "reason_en"]
    reasons = [
        dict(zip(told, (name, code, headers.get(name, name), *reason_texts(code, contract, name)), strict=True))
        for name in {*headers, *kinds().get(contract.kind, kinds()["case_event"]).types, *NO_COLUMN}
        for code in REASONS
    ]
    put_temp(connection, "incoming_reason", reasons, told)
    agency = headers.get("new_agency" if contract.kind == "case_event" else "agency", "")
    cells = [plain_header(name) for name in lines[0].cells]
    place = cells.index(plain_header(agency)) + 1 if plain_header(agency) in cells else 0
    connection.execute("set variable agency_cell = ?::bigint", [place])
    unknown = connection.execute(_statement("incoming_unknown"), [MOST_CANDIDATES]).fetchall() if place else []
    near = {(text, day): nearest_text(text, profile, day) for _, text, day in unknown}
    columns = ["source_file_id", "text", "nearest_vi", "nearest_en"]
    texts = [dict(zip(columns, (identity, text, *near[text, day]), strict=True)) for identity, text, day in unknown]
    put_temp(connection, "incoming_candidate", texts, columns)
    connection.execute(_statement("incoming_rejected"))


def put_temp(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict], columns: list[str]) -> None:
    """A temporary table of texts."""
    connection.register("incoming_frame", pd.DataFrame(rows, columns=columns, dtype=object))
    picked = ", ".join(f'cast("{name}" as text) as "{name}"' for name in columns)
    connection.execute(f"create or replace temp table {table} as select {picked} from incoming_frame")
    connection.unregister("incoming_frame")


def _insert(connection: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    names = [*kinds()[contract.kind].types, *(["link_key"] if contract.kind == "case_event" else [])]
    # what was staged before the kind had a field has no such column
    staged = {row[0] for row in connection.execute("describe incoming").fetchall()}
    columns = [exp.column(name, "i") for name in names if name in staged]
    rows = (
        exp.select(exp.column("source_file_id", "i"), exp.column("_sheet", "i").as_("sheet"), exp.column("row", "i"), *columns)
        .from_(exp.to_table("incoming", alias="i"))
        .where("i._reason is null")
    )
    if connection.execute("select count(*) from incoming_duplicate").fetchall()[0][0]:
        rows = rows.join(
            exp.to_table("incoming_duplicate", alias="d"), join_type="anti",
            on="i.source_file_id = d.source_file_id and i._sheet = d.sheet and i.row = d.row",
        )  # fmt: skip
    connection.execute(f"insert into sources.{contract.kind} by name {rows.sql('duckdb')}")


def _count(connection: duckdb.DuckDBPyConnection, lines: list[Line]) -> Admitted:
    connection.execute(_statement("incoming_count"))
    wrong = connection.execute(
        "select name, rows_read from incoming_count where rows_read <> rows_accepted + rows_duplicate + rows_rejected "
        "or rows_rejected <> (select count(*) from incoming_rejected as r where r.source_file_id = incoming_count.source_file_id)"
    ).fetchall()
    if wrong:
        raise LawgapError(f"rows do not add up: {wrong[0]}", str(wrong[0][0]), "this is a defect of lawgap: report it with the file")
    connection.execute("insert into sources.source_file by name select * from incoming_count")
    read, rejected = connection.execute(
        "select coalesce(sum(rows_read), 0)::bigint, coalesce(sum(rows_rejected), 0)::bigint from incoming_count"
    ).fetchall()[0]
    return Admitted(read, rejected, _keep_notices(connection, lines), _returned(connection, lines) if rejected else [])


def _keep_notices(connection: duckdb.DuckDBPyConnection, lines: list[Line]) -> list[Notice]:
    """What is to be said of the files, kept in the same transaction as their rows."""
    notices = [as_notice(line, *notice) for line in lines for notice in line.notices]
    if notices:
        put_temp(connection, "incoming_notice", [asdict(notice) for notice in notices], [f.name for f in fields(Notice)])
        connection.execute(_statement("keep_notices"))
    return notices


def _returned(connection: duckdb.DuckDBPyConnection, lines: list[Line]) -> list[tuple[Line, FileCounts, list[Refused]]]:
    counts = {
        row[0]: FileCounts(*row[1:])
        for row in connection.execute(
            "select source_file_id, name, received_at, rows_read, rows_accepted, rows_duplicate, rows_rejected from incoming_count where rows_rejected > 0"
        ).fetchall()
    }
    found = []
    for line in lines:
        if line.source_file_id in counts:
            rows = connection.execute(
                "select sheet, row, column_name, reason_vi, reason_en, cells from incoming_rejected where source_file_id = ? "
                "and reason_en <> ? order by sheet, row limit ?",
                [line.source_file_id, REASONS["erased"][1], MOST_ROWS],
            ).fetchall()
            found.append((line, counts[line.source_file_id], [Refused(*row[:5], tuple(row[5] or ())) for row in rows]))
    return found


def refuse(connection: duckdb.DuckDBPyConnection, line: Line) -> Notice:
    """The notice of a file that could not be taken at all."""
    vi, en = line.refused or ("", "")
    return as_notice(line, "error", vi, en)


@cache
def _statement(name: str) -> str:
    return (settings.SQL / "sources" / f"{name}.sql").read_text(encoding="utf-8")
