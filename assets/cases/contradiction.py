"""Where two systems write differently of one case: `cases.contradiction`, field by field.

The table of a kind keeps the row of the source with priority; what the other one says would be lost from sight.
Built from the contracts as an SQLGlot tree: only kinds that two sources carry are looked at.
"""

from collections import Counter

import duckdb
from sqlglot import exp

from pipelines.runtime.kinds import Kind, case_kinds, kinds
from pipelines.runtime.profile import Profile
from pipelines.runtime.warehouse import count

TABLE = "cases.contradiction"
PLACE = ("source_file_id", "sheet", "row")
COLUMNS = {
    "case_kind": "TEXT", "case_id": "TEXT", "field": "TEXT", "kept_source": "TEXT", "other_source": "TEXT",
    "kept_value": "TEXT", "other_value": "TEXT", "kept_source_file_id": "TEXT", "kept_sheet": "TEXT", "kept_row": "BIGINT",
    "other_source_file_id": "TEXT", "other_sheet": "TEXT", "other_row": "BIGINT",
}  # fmt: skip


def make_contradiction(connection: duckdb.DuckDBPyConnection, profile: Profile) -> int:
    """Every field on which the newest rows of two sources differ, both filled; the number of rows. Made after the cases."""
    shared = shared_kinds(profile)
    branches = [branch for name in shared for branch in _branches(kinds()[name])]
    typed = [exp.alias_(exp.cast(exp.column(name), kind), name) for name, kind in COLUMNS.items()]
    nothing = exp.select(*(exp.alias_(exp.null(), name) for name in COLUMNS)).where(exp.false())
    query = exp.select(*typed).from_((_union(branches) if branches else nothing).subquery("x")).order_by(*list(COLUMNS))
    for name in shared:
        query = query.with_(f"newest_{name}", as_=_newest(name)).with_(f"pair_{name}", as_=_pairs(kinds()[name]))
    connection.execute(exp.Create(this=exp.to_table(TABLE), kind="TABLE", replace=True, expression=query).sql("duckdb"))
    return count(connection, TABLE)


def shared_kinds(profile: Profile) -> list[str]:
    """The case kinds that more than one source of the profile carries."""
    carried = Counter(contract.kind for contract in profile.contracts.values())
    return [name for name in case_kinds() if carried[name] > 1]


def _fields(kind: Kind) -> list[str]:
    """What is compared: a first day made from a period would say the same thing twice."""
    return [name for name in kind.types if name != "case_id" and name not in kind.flagged("period_of")]


def _newest(kind: str) -> exp.Select:
    """Every known row with its source and number's owner, the newest of each source as 1."""
    owner = "case when f.owner_counts then r.agency_id else '' end"
    ranked = exp.select("r.*", "f.source_id", f"{owner} as owner").from_(exp.to_table(f"sources.{kind}", alias="r"))
    return ranked.join(exp.to_table("sources.known_file", alias="f"), on="r.source_file_id = f.source_file_id").select(
        f"row_number() over (partition by r.case_id, {owner}, f.source_id "
        "order by f.received_at desc, f.name desc, r.sheet desc, r.row desc) as newest"
    )


def _pairs(kind: Kind) -> exp.Select:
    """The kept row of a case beside the newest row of each other source, in columns `kept_…` and `other_…`."""
    names = [*_fields(kind), "source_id", *PLACE]
    columns = [exp.alias_(exp.column(name, side[0]), f"{side}_{name}") for side in ("kept", "other") for name in names]
    query = exp.select(exp.column("case_id", "c"), *columns).from_(exp.to_table(f"cases.{kind.name}", alias="c"))
    same_row = " and ".join(f"c.{name} = k.{name}" for name in PLACE)
    query = query.join(exp.to_table(f"newest_{kind.name}", alias="k"), on=same_row)
    # a case is told apart by the number as written, not by the name it bears here
    same_case = "k.case_id = o.case_id and k.owner = o.owner and k.source_id <> o.source_id and o.newest = 1"
    return query.join(exp.to_table(f"newest_{kind.name}", alias="o"), on=same_case)


def _branches(kind: Kind) -> list[exp.Select]:
    return [_branch(kind.name, field) for field in _fields(kind)]


def _branch(kind: str, field: str) -> exp.Select:
    kept, other = exp.column(f"kept_{field}", "p"), exp.column(f"other_{field}", "p")
    places = [exp.column(f"{side}_{name}", "p") for side in ("kept", "other") for name in PLACE]
    return (
        exp.select(
            exp.alias_(exp.Literal.string(kind), "case_kind"), "p.case_id", exp.alias_(exp.Literal.string(field), "field"),
            exp.column("kept_source_id", "p").as_("kept_source"), exp.column("other_source_id", "p").as_("other_source"),
            exp.alias_(exp.cast(kept.copy(), "TEXT"), "kept_value"), exp.alias_(exp.cast(other.copy(), "TEXT"), "other_value"), *places,
        )
        .from_(exp.to_table(f"pair_{kind}", alias="p"))
        # an empty cell contradicts nothing: NULL is neither equal nor different
        .where(exp.NEQ(this=kept, expression=other))
    )  # fmt: skip


def _union(branches: list[exp.Select]) -> exp.Query:
    union: exp.Query = branches[0]
    for branch in branches[1:]:
        union = exp.union(union, branch, distinct=False)
    return union
