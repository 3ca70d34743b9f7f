"""Refuses an indicator file that cannot be right, before anything is computed from it: file, line, what to do.

What only the rows show, two of one key or a numerator that is no whole number, is found in assets/indicators/build.py.
"""

import csv
import re
from difflib import get_close_matches
from functools import cache

from sqlglot import exp
from sqlglot.optimizer.scope import Scope, build_scope

from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.kinds import case_kinds
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import SqlFile, list_sql

COUNTS = ["agency_id", "standard_id", "period", "numerator", "denominator", "unknown"]
LENGTHS = ["agency_id", "standard_id", "period", "days", "ended"]
FAMILIES = {"proportion": COUNTS, "rate": COUNTS, "amount": COUNTS, "duration": LENGTHS}
THEMES = [
    "timeliness", "effectiveness", "transparency", "fairness", "strictness", "consistency", "law_making", "access", "resources",
    "digital", "data",
]  # fmt: skip
KEYS = [
    "title", "why", "plan_group", "case_kinds", "theme", "standards", "family", "unit", "better", "grain", "minimum_denominator",
    "source_of_definition", "owner",
]  # fmt: skip
# over_12_months: counts add up unless the header says that they are stocks; newest_base: the denominator alone is one
LISTED = {
    "theme": THEMES, "family": list(FAMILIES), "better": ["higher", "lower"], "over_12_months": ["sum", "newest", "newest_base"],
}  # fmt: skip
FROM_SOURCES = {"sources.clock", "sources.standard", "sources.agency", "sources.calendar_day", "sources.procedure", "sources.known_file"}


def check_indicator(file: SqlFile, profile: Profile) -> None:
    """Raises LawgapError for a header that lacks or misspells something, a table or column too many, or a division.

    A standard must stand in `profile` or in a profile of this project: one indicator may serve several jurisdictions.
    """
    _check_header(file)
    _check_standards(file, profile)
    tree = file.tree
    _check_tables(file, tree)
    _check_division(file, tree)
    _check_columns(file, tree)


def columns_of(file: SqlFile) -> list[str]:
    """The columns an indicator of its family gives, in this order."""
    return FAMILIES[file.header["family"]]


def _check_header(file: SqlFile) -> None:
    header = file.header
    for key in KEYS:
        if header.get(key) in (None, "", [], {}):
            raise _error(file, 1, f"the header has no {key!r}", f"an indicator's header has: {', '.join(KEYS)}")
    for key in ("title", "why"):
        missing = [language for language in ("vi", "en") if not (isinstance(header[key], dict) and header[key].get(language))]
        if missing:
            raise _error(file, _line_of(file, key), f"{key} says nothing in: {', '.join(missing)}", "write it in vi and en")
    for key, allowed in LISTED.items():
        if key in header and header[key] not in allowed:
            raise _error(file, _line_of(file, key), f"{key} is {header[key]!r}", _nearest(str(header[key]), allowed))
    for key, most in (("plan_group", 7), ("minimum_denominator", 10**9)):
        if isinstance(header[key], bool) or not isinstance(header[key], int) or not 1 <= header[key] <= most:
            raise _error(file, _line_of(file, key), f"{key} is {header[key]!r}", "write a whole number from 1" + " to 7" * (most == 7))
    named = header["case_kinds"]
    strange = [kind for kind in (named if isinstance(named, list) else [named]) if kind not in case_kinds()]
    if strange and named != "all":
        raise _error(file, _line_of(file, "case_kinds"), f"no case kind {strange[0]!r}", _nearest(str(strange[0]), case_kinds()))


def _check_standards(file: SqlFile, profile: Profile) -> None:
    named = file.header["standards"]
    if named in ("all", "none"):
        return
    line = _line_of(file, "standards")
    if not isinstance(named, list):
        raise _error(file, line, f"standards is {named!r}", "write a list of standard_id, or all, or none")
    known = {standard.standard_id for standard in profile.standards} | _standards_here()
    for standard in named:
        if standard not in known:
            raise _error(file, line, f"no standard {standard!r} in standards.csv of any profile", _nearest(str(standard), sorted(known)))


@cache
def _standards_here() -> set[str]:
    """The ids in every profile of this project, without judging the rest of their catalogues."""
    found: set[str] = set()
    for path in sorted(settings.PROFILES.glob("*/standards.csv")):
        with path.open(encoding="utf-8-sig", newline="") as handle:
            found |= {row["standard_id"] for row in csv.DictReader(handle)}
    return found


def _check_tables(file: SqlFile, tree: exp.Expression) -> None:
    allowed = FROM_SOURCES | {f"{room}.{other.name}" for room in ("cases", "duties") for other in list_sql(room)}
    allowed |= {"cases.row_event", "cases.case_trait"}
    own = {cte.alias for cte in tree.find_all(exp.CTE)}
    for table in tree.find_all(exp.Table):
        name = f"{table.db}.{table.name}" if table.db else table.name
        if name not in allowed and not (not table.db and name in own):
            raise _error(file, _line(file, table), f"no table {name!r} that an indicator may read", _nearest(name, sorted(allowed | own)))


def _check_division(file: SqlFile, tree: exp.Expression) -> None:
    for node in tree.find_all(exp.Div, exp.IntDiv, exp.Avg):
        raise _error(
            file, _line(file, node.args.get("expression") or node), f"the SQL divides: {node.sql('duckdb')}",
            "give numerator and denominator; the rate and its interval are computed from them, so that they can be summed over months",
        )  # fmt: skip


def _check_columns(file: SqlFile, tree: exp.Expression) -> None:
    """The names the last SELECT gives, as far as they can be told without running it."""
    names = _names(build_scope(tree))
    wanted = columns_of(file)
    if "*" not in names and sorted(names) != sorted(wanted):
        missing, more = [n for n in wanted if n not in names], [n for n in names if n not in wanted]
        what = "; ".join(f"{text}: {', '.join(found)}" for text, found in (("missing", missing), ("too many", more)) if found)
        last = tree.expressions[0] if isinstance(tree, exp.Select) else tree
        raise _error(file, _line(file, last), f"wrong columns ({what or 'a name twice'})", f"family {file.header['family']}: {wanted}")


def _names(scope: Scope | None) -> list[str]:
    """Output names of a scope, `*` followed into what it selects from; `*` itself where that is not one known query."""
    if scope is None:
        return ["*"]
    sources = list(scope.sources.values())
    inner = _names(sources[0]) if len(sources) == 1 and isinstance(sources[0], Scope) else ["*"]
    return [name for written in scope.expression.named_selects for name in (inner if written == "*" else [written])]


def _nearest(name: str, allowed: list[str]) -> str:
    close = get_close_matches(name, allowed, 1)
    return f"did you mean {close[0]!r}?" if close else f"use one of: {', '.join(allowed[:20])}" + " …" * (len(allowed) > 20)


def _line_of(file: SqlFile, key: str) -> int:
    """The line of the file on which a key of the header stands."""
    text = file.path.read_text(encoding="utf-8")
    found = re.search(rf"^{key}:", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _line(file: SqlFile, node: exp.Expression) -> int:
    """The line of the file on which a part of the SQL begins: SQLGlot counts from the first line of the body."""
    lines = [part.meta["line"] for part in node.walk() if "line" in part.meta]
    before = file.path.read_text(encoding="utf-8").split(file.body, 1)[0].count("\n")
    return before + min(lines, default=1)


def _error(file: SqlFile, line: int, what: str, do: str) -> LawgapError:
    return LawgapError(what, f"{file.path}, line {line}", do)
