"""Look-up files: read for joins alone, yet every row of them stands in the ledger too."""

import duckdb
from sqlglot import exp

from assets.sources.fields import call, quoted
from pipelines.runtime.contract import Contract
from pipelines.runtime.profile import Profile


def lookup_headers(profile: Profile, contract: Contract) -> list[str]:
    """The columns that joins of other contracts ask of this look-up."""
    joins = [join for other in profile.contracts.values() for join in other.join.values() if join.source == contract.source_id]
    return list(dict.fromkeys(header for join in joins for header in (*join.on.values(), *join.columns.values())))


def lookup_query(profile: Profile, contract: Contract) -> exp.Select:
    """The staged rows of a look-up, a reason where a row names no agency.

    A refused row stays in the look-up: the row that needs it is refused in its own file as well.
    """
    joins = [join for other in profile.contracts.values() for join in other.join.values() if join.source == contract.source_id]
    agency = next((join.columns["agency"] for join in joins if "agency" in join.columns), None)
    columns = [exp.alias_(call("as_text", quoted(h, "f")), exp.to_identifier(h, quoted=True)) for h in lookup_headers(profile, contract)]
    reason: exp.Expression = exp.null()
    if agency:
        known = exp.select("match_key").from_("sources.agency_key").subquery()
        text = call("as_match_key", call("as_text", quoted(agency, "f")))
        reason = exp.case().when(exp.or_(text.is_(exp.null()), exp.not_(exp.In(this=text, query=known))), exp.Literal.string("agency"))
    marks = {
        "_bad_field": exp.cast(exp.Literal.string("agency"), "TEXT"), "_reason": exp.cast(reason, "TEXT"), "_blank": exp.false(),
        "_cells": exp.cast(exp.Array(expressions=[]), "TEXT[]"), "case_id": exp.cast(exp.null(), "TEXT"),
    }  # fmt: skip
    return exp.select("f._sheet", "f._row", *columns, *(exp.alias_(mark, name) for name, mark in marks.items())).from_(
        exp.to_table("incoming_raw", alias="f")
    )


def make_lookup(connection: duckdb.DuckDBPyConnection, profile: Profile, contract: Contract) -> None:
    """Replace `sources.lookup_<source>` by the file at hand (view `incoming`)."""
    columns = [exp.column(exp.to_identifier(header, quoted=True)) for header in lookup_headers(profile, contract)]
    connection.execute(
        f"create or replace table sources.lookup_{contract.source_id} as {exp.select(*columns).from_('incoming').sql('duckdb')}"
    )
