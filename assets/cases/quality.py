"""How good the data are: `cases.quality`, and its shares as rows of `indicators.observation`.

Four questions, asked of every source, agency and month: are the cells filled (completeness), can the rows be read
(validity), did the file come in time (timeliness), does a case contradict itself or other cases (consistency)?
An agency that sends bad data must be able to see it, and nobody should trust a rate more than the rows it rests on.
"""

import duckdb
import pandas as pd
from sqlglot import exp, parse_one

from pipelines.runtime.kinds import Kind, case_kinds, kinds
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import SqlFile, list_sql, read_sql
from pipelines.runtime.warehouse import count, make_table

TABLE = "cases.quality"
KEY = ("source_id", "agency_id", "month")


def make_quality(connection: duckdb.DuckDBPyConnection, profile: Profile | None = None) -> int:
    """`cases.quality`: cells, rows, files or cases checked, and failed; the number of lines.

    With a profile only cells that the source's contract fills are asked for: what its format never had is nobody's omission.
    """
    make_table(connection, read_sql("sources", "missing_file"))
    every = [
        *(branch for name in case_kinds() for branch in _completeness(kinds()[name], profile)),
        *(_counts(parse_one(read_sql("cases", f"quality_{name}").body, read="duckdb"), name) for name in ("validity", "timeliness")),
        _consistency(list_sql("checks")),
    ]
    query = (
        exp.select("q.source_id", "q.agency_id", "q.month", "q.dimension", _total("checked"), _total("failed"))
        .from_(_union(every).subquery("q"))
        .join(exp.to_table("sources.clock", alias="k"), join_type="cross")
        # facts dated after as_of do not exist yet
        .where("q.month <= k.last_month", "q.checked > 0")
        .group_by("q.source_id", "q.agency_id", "q.month", "q.dimension")
        .order_by("q.source_id", "q.agency_id", "q.month", "q.dimension")
    )
    connection.execute(exp.Create(this=exp.to_table(TABLE), kind="TABLE", replace=True, expression=query).sql("duckdb"))
    return count(connection, TABLE)


def quality_observations(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """The share that passed, as rows for `with_rates`: a row a month, and one for the 12 months that end with as_of's."""
    monthly = connection.execute(
        """
        select 'data_' || dimension as indicator_id, agency_id, source_id as standard_id, month as period, 1 as window_months,
            'proportion' as family, checked - failed as numerator, checked as denominator, 0 as unknown
        from cases.quality
        order by all
        """
    ).df()
    first, last = connection.execute("select strftime(window_start, '%Y-%m'), last_month from sources.clock").fetchall()[0]
    inside = monthly[(monthly["period"] >= first) & (monthly["period"] <= last)]
    keys = ["indicator_id", "agency_id", "standard_id", "family"]
    yearly = inside.groupby(keys, as_index=False)[["numerator", "denominator", "unknown"]].sum()
    yearly["period"], yearly["window_months"] = last, 12
    return pd.concat([monthly, yearly[list(monthly.columns)]], ignore_index=True)


def _completeness(kind: Kind, profile: Profile | None) -> list[exp.Select]:
    """Cells of the fields that the kind's header expects, and the empty ones among them."""
    expected = [name for name in kind.types if name in kind.flagged("expected")]
    if profile is None:
        return [_cells(kind, expected)] if expected else []
    branches = []
    for contract in profile.contracts.values():
        fields = [name for name in expected if contract.kind == kind.name and name in contract.fields]
        if fields:
            branches.append(_cells(kind, fields).where(exp.column("source_id", "f").eq(contract.source_id)))
    return branches


def _cells(kind: Kind, fields: list[str]) -> exp.Select:
    empty = [exp.func("count", exp.Star()) - exp.func("count", exp.column(name, "r")) for name in fields]
    failed: exp.Expression = empty[0]
    for more in empty[1:]:
        failed = failed + more
    cells = exp.func("count", exp.Star()) * exp.Literal.number(len(fields))
    return _dated(kind).select(_text("completeness", "dimension"), cells.as_("checked"), failed.as_("failed")).group_by("1", "2", "3")


def _dated(kind: Kind) -> exp.Select:
    """source_id, agency_id and month of every known case of a kind."""
    dates = [exp.column(name, "r") for name in kind.first_dates]
    first = exp.func("coalesce", *dates) if len(dates) > 1 else dates[0]
    month = exp.TimeToStr(this=first, format=exp.Literal.string("%Y-%m"))
    return (
        exp.select("f.source_id", "r.agency_id", month.as_("month"))
        .from_(exp.to_table(f"cases.{kind.name}", alias="r"))
        .join(exp.to_table("sources.known_file", alias="f"), on="r.source_file_id = f.source_file_id")
    )


def _counts(query: exp.Expression, dimension: str) -> exp.Select:
    names = [exp.column(name, "t") for name in KEY]
    return exp.select(*names, _text(dimension, "dimension"), "t.checked", "t.failed").from_(query.subquery("t"))


def _consistency(rules: list[SqlFile]) -> exp.Select:
    """Cases, and those of them that some rule of consistency names."""
    every = [_dated(kinds()[name]).select(_text(name, "case_kind"), "r.case_id") for name in case_kinds()]
    failing = _union([query for rule in rules if (query := _named_cases(rule)) is not None], distinct=True)
    return (
        exp.select(*(exp.column(name, "c") for name in KEY), _text("consistency", "dimension"))
        .select(exp.func("count", exp.Star()).as_("checked"), exp.func("count", exp.column("case_id", "w")).as_("failed"))
        .from_(_union(every).subquery("c"))
        .join(failing.subquery("w"), on="c.case_kind = w.case_kind and c.case_id = w.case_id", join_type="left")
        .group_by("1", "2", "3")
    )


def _named_cases(rule: SqlFile) -> exp.Select | None:
    """case_kind and case_id of the rows that a rule of consistency returns; None where it speaks of something else."""
    room, table = str(rule.header["guards"]).split(".")
    query = parse_one(rule.body, read="duckdb")
    names = query.named_selects if isinstance(query, exp.Query) else []
    if rule.header["dimension"] != "consistency" or room != "cases" or "case_id" not in names:
        return None
    kind = exp.column("case_kind", "q") if "case_kind" in names else _text(table, "case_kind")
    return exp.select(kind, "q.case_id").from_(query.subquery("q"))


def _union(queries: list[exp.Select], distinct: bool = False) -> exp.Query:
    union: exp.Query = queries[0]
    for query in queries[1:]:
        # otherwise each union copies all unions before it: quadratic in the rules
        union = exp.union(union, query, distinct=distinct, copy=False)
    return union


def _text(value: str, name: str) -> exp.Expression:
    return exp.alias_(exp.Literal.string(value), name)


def _total(name: str) -> exp.Expression:
    return exp.cast(exp.func("sum", exp.column(name, "q")), "BIGINT").as_(name)
