"""Look-up files: read for joins alone, yet every row of them stands in the ledger too."""

import duckdb
from sqlglot import exp

from assets.sources.inbox import Arrival
from assets.sources.reasons import reason_texts
from pipelines.runtime.profile import Profile


def take_lookup(connection: duckdb.DuckDBPyConnection, profile: Profile, arrival: Arrival, identity: str) -> dict[str, int]:
    """Replace `sources.lookup_<source>` by this file; refuse rows that name no agency.

    A refused row stays in the table: the row that looks it up is refused in its own file as well.
    """
    needed: list[str] = []
    agency_header = None
    for contract in profile.contracts.values():
        for join in contract.join.values():
            if join.source == arrival.contract.source_id:
                needed += [*join.on.values(), *join.columns.values()]
                agency_header = join.columns.get("agency", agency_header)
    headers = list(dict.fromkeys(needed))
    columns = [exp.alias_(exp.Anonymous(this="as_text", expressions=[exp.column(exp.to_identifier(h, quoted=True))]), exp.to_identifier(h, quoted=True)) for h in headers]
    query = exp.select("_row", "_sheet", *columns).from_("incoming_raw").sql("duckdb")
    connection.execute(f"create or replace table sources.lookup_{arrival.contract.source_id} as {query}")
    rejected = _refuse(connection, arrival, identity, agency_header) if agency_header else 0
    read = connection.execute("select count(*) from incoming_raw").fetchall()[0][0]
    return {"read": read, "rejected": rejected, "duplicate": 0, "accepted": read - rejected}


def _refuse(connection: duckdb.DuckDBPyConnection, arrival: Arrival, identity: str, header: str) -> int:
    vi, en = reason_texts("agency")
    value = exp.column(exp.to_identifier(header, quoted=True), "l")
    known = exp.select("code").from_("sources.agency").subquery()
    bad = exp.select(
        exp.Literal.string(identity), "_sheet", "_row", exp.Literal.string(header), exp.Literal.string(vi), exp.Literal.string(en)
    ).from_(exp.to_table(f"sources.lookup_{arrival.contract.source_id}", alias="l"))
    bad = bad.where(exp.or_(value.is_(exp.null()), exp.not_(exp.In(this=value.copy(), query=known))))
    connection.execute(f"insert into sources.rejected_row {bad.sql('duckdb')}")
    found = connection.execute("select count(*) from sources.rejected_row where source_file_id = ?", [identity]).fetchall()
    return int(found[0][0])
