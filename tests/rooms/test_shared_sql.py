"""The part of SQL that DuckDB and Spark share: a list of what may be written, because both accept more than they agree on.

SQLGlot translates words, not meanings: it passes ASOF JOIN through, writes PERCENTILE_CONT wrongly and complains of neither.
What stands in the list was seen to give the same on both engines (tests/spark/test_spark_constructs.py). Whoever needs
another word adds it there first.
"""

import pytest
import sqlglot
from sqlglot import exp

from pipelines.runtime.engines import SHARED_ROOMS
from pipelines.runtime.engines.spark import to_spark
from pipelines.runtime.sqlfile import SqlFile, list_sql

FILES = [file for room in SHARED_ROOMS for file in list_sql(room)]

WORDS = {
    exp.Identifier, exp.Column, exp.Literal, exp.TableAlias, exp.Alias, exp.Table, exp.Boolean, exp.Null, exp.Star, exp.Paren, exp.Var,
    exp.Select, exp.From, exp.Join, exp.Where, exp.Group, exp.Having, exp.With, exp.CTE, exp.Subquery, exp.Union, exp.Distinct,
    exp.Window, exp.WindowSpec, exp.Order, exp.Ordered, exp.RowNumber,
    exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.Is, exp.In, exp.Between, exp.Like, exp.And, exp.Or, exp.Not,
    exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Neg, exp.Ceil, exp.Floor, exp.Interval, exp.Extract, exp.LastDay,
    exp.Case, exp.If, exp.Coalesce, exp.Greatest, exp.Least, exp.Cast, exp.DataType, exp.DataTypeParam,
    exp.Concat, exp.Substring, exp.Length, exp.Trim, exp.Lower, exp.TimeToStr,
    exp.Count, exp.Sum, exp.Min, exp.Max,
}  # fmt: skip
TYPES = {"TEXT", "BIGINT", "INT", "BOOLEAN", "DATE", "TIMESTAMP", "DECIMAL(38, 6)"}
JOINS = {"", "INNER", "CROSS", "LEFT"}


def objections(body: str) -> list[str]:
    """What the two engines may read differently, each with its reason; empty if nothing."""
    return [said for node in sqlglot.parse_one(body, read="duckdb").walk() if (said := _objection(node)) is not None]


def _objection(node: exp.Expression) -> str | None:
    if type(node) not in WORDS:
        return f"{type(node).__name__}: {node.sql('duckdb')} is not in the list"
    for kind, rule in RULES.items():
        if isinstance(node, kind) and (reason := rule(node)):
            return f"{node.sql('duckdb')}: {reason}"
    return None


def _type(node: exp.DataType) -> str | None:
    return None if node.sql("duckdb") in TYPES else f"cast to one of {sorted(TYPES)}"


def _division(node: exp.Div) -> str | None:
    whole = isinstance(node.parent, exp.Ceil | exp.Floor) and isinstance(node.parent.parent, exp.Cast | exp.Sub | exp.Add)
    return None if whole else "a quotient is DOUBLE here and DECIMAL there; only ceil() or floor() of it may be used"


def _join(node: exp.Join) -> str | None:
    if node.args.get("using") or node.args.get("method"):
        return "join on a condition"
    return None if {(node.kind or "").upper(), (node.side or "").upper()} <= JOINS else "inner, left and cross joins only"


def _literal(node: exp.Literal) -> str | None:
    return "a backslash is an escape there" if node.is_string and "\\" in node.this else None


def _interval(node: exp.Interval) -> str | None:
    unit = str(node.args.get("unit") or "").upper()
    return None if unit in ("SECOND", "MINUTE", "HOUR", "MONTH") else "days are counted in sources.calendar_day"


def _extract(node: exp.Extract) -> str | None:
    return None if node.name.upper() in ("HOUR", "MINUTE") else "days of the week and parts of seconds are numbered differently"


def _format(node: exp.TimeToStr) -> str | None:
    return None if node.args["format"].name in ("%Y", "%Y-%m", "%Y-%m-%d") else "other formats have no counterpart"


def _substring(node: exp.Substring) -> str | None:
    start = node.args.get("start")
    return None if isinstance(start, exp.Literal) and int(start.name) > 0 else "a start under 1, or computed, counts differently"


def _order(node: exp.Order) -> str | None:
    return None if isinstance(node.parent, exp.Window) else "a table has no order"


def _star(node: exp.Star) -> str | None:
    return "name the columns" if any(node.args.values()) else None


def _distinct(node: exp.Distinct) -> str | None:
    return "distinct on: use row_number()" if node.args.get("on") else None


def _group(node: exp.Group) -> str | None:
    extras = [name for name, value in node.args.items() if name != "expressions" and value]
    return f"name the columns of the group, without {extras}" if extras else None


def _trim(node: exp.Trim) -> str | None:
    return "trim() of spaces only" if node.args.get("expression") or node.args.get("position") else None


def _union(node: exp.Union) -> str | None:
    return "columns go by place" if node.args.get("by_name") else None


RULES = {
    exp.DataType: _type, exp.Div: _division, exp.Join: _join, exp.Literal: _literal, exp.Interval: _interval, exp.Extract: _extract,
    exp.TimeToStr: _format, exp.Substring: _substring, exp.Order: _order, exp.Star: _star, exp.Distinct: _distinct, exp.Group: _group,
    exp.Trim: _trim, exp.Union: _union,
}  # fmt: skip


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.table)
def test_shared_sql_keeps_to_what_both_engines_read_alike(file: SqlFile):
    assert objections(file.body) == [], str(file.path)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.table)
def test_shared_sql_stays_sql_in_spark(file: SqlFile):
    """Spark's own reader accepts the translation, and it reads no table that the original does not."""
    tree = sqlglot.parse_one(to_spark(file.body), read="spark")
    assert not list(tree.find_all(exp.Command, exp.Anonymous))
    assert {table.name.replace("__", ".", 1) for table in tree.find_all(exp.Table) if "__" in table.name} == set(file.reads)


@pytest.mark.parametrize(
    "body",
    [
        "select a from t qualify row_number() over (order by a) = 1",
        "select a from t asof join u on t.a >= u.a",
        "select a from t full join u on t.a = u.a",
        "select a from t join u using (a)",
        "select percentile_cont(0.5) within group (order by a) from t",
        "select median(a) from t",
        "select avg(a) from t",
        "select a / b as c from t",
        "select cast(a / b as bigint) as c from t",
        "select a // b as c from t",
        "select a % b as c from t",
        "select a::double from t",
        "select cast(a as timestamptz) from t",
        "select try_cast(a as bigint) from t",
        "select a || b from t",
        "select a from t where a ilike 'x'",
        "select a from t where a like 'x\\_'",
        "select date_diff('day', a, b) from t",
        "select date_trunc('month', a) from t",
        "select a + interval '1' day from t",
        "select extract(dow from a) from t",
        "select strftime(a, '%d/%m') from t",
        "select substr(a, -2) from t",
        "select list(a) from t",
        "select {'a': a} from t",
        "select unnest([1, 2])",
        "select string_agg(a, ',') from t",
        "select first(a) from t",
        "select lag(a) over (order by a) from t",
        "select sum(a) filter (where b) from t",
        "select * exclude (a) from t",
        "select distinct on (a) a, b from t",
        "select a, count(*) from t group by all",
        "select a from t order by a",
        "select a from t limit 1",
        "select a from t union by name select a from u",
        "select now()",
        "select random()",
        "from t pivot (sum(a) for b in (1, 2))",
    ],
)
def test_what_the_engines_read_differently_is_objected_to(body: str):
    assert objections(body)
