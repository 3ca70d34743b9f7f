"""Look-up files: read for joins alone, yet every row of them stands in the ledger too."""

import duckdb
from sqlglot import exp

from pipelines.runtime.contract import Contract
from pipelines.runtime.profile import Profile


def make_lookup(connection: duckdb.DuckDBPyConnection, profile: Profile, contract: Contract) -> None:
    """Replace `sources.lookup_<source>` by this file, and say in `incoming_lookup` which rows name no agency.

    A refused row stays in the look-up: the row that needs it is refused in its own file as well.
    """
    joins = [join for other in profile.contracts.values() for join in other.join.values() if join.source == contract.source_id]
    headers = list(dict.fromkeys(header for join in joins for header in (*join.on.values(), *join.columns.values())))
    agency = next((join.columns["agency"] for join in joins if "agency" in join.columns), None)
    columns = [exp.alias_(exp.Anonymous(this="as_text", expressions=[_quoted(h)]), exp.to_identifier(h, quoted=True)) for h in headers]
    table = f"sources.lookup_{contract.source_id}"
    connection.execute(
        f"create or replace table {table} as {exp.select('_n', '_path', '_sheet', *columns).from_('incoming_raw').sql('duckdb')}"
    )
    reason: exp.Expression = exp.cast(exp.null(), "TEXT")
    if agency:
        known = exp.select("code").from_("sources.agency").subquery()
        unknown = exp.or_(_quoted(agency).is_(exp.null()), exp.not_(exp.In(this=_quoted(agency), query=known)))
        reason = exp.case().when(unknown, exp.Literal.string("agency"))
    rows = exp.select(
        "_n", "_path", "_sheet", exp.alias_(reason, "_reason"), exp.alias_(exp.Literal.string(agency or ""), "_bad_field"),
        exp.alias_(exp.false(), "_duplicate"), exp.alias_(exp.cast(exp.null(), "TEXT"), "case_id"),
    ).from_(table)  # fmt: skip
    connection.execute(f"create or replace temp table incoming_lookup as {rows.sql('duckdb')}")


def _quoted(header: str) -> exp.Column:
    return exp.column(exp.to_identifier(header, quoted=True))
