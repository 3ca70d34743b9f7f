"""Events that stand in the columns of a case's own row, as the contracts say (docs/decisions/001).

Two views are made from the profile, as SQLGlot trees: `cases.row_event` (events of wide rows) and
`cases.case_trait` (fields that conditions of standards ask for).
"""

import duckdb
from sqlglot import exp

from pipelines.runtime.contract import Contract, Event
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.kinds import NO, YES, kinds
from pipelines.runtime.profile import Profile

PLACE = ("source_file_id", "sheet", "row")


def make_row_event(connection: duckdb.DuckDBPyConnection, profile: Profile) -> None:
    """`cases.row_event`: case_kind, case_id, event, occurred_at and the row it stands in."""
    branches = [
        _branch(contract, event)
        for contract in profile.contracts.values()
        if contract.kind not in ("lookup", "case_event")
        for event in contract.events
    ]
    _replace_view(connection, "cases.row_event", branches or [_nothing(("case_kind", "case_id", "event"), ("occurred_at",))])


def make_case_trait(connection: duckdb.DuckDBPyConnection) -> None:
    """`cases.case_trait`: one row for every case and every field or event (`event:name`) some standard's condition asks for."""
    asked = connection.execute(
        "select distinct s.case_kind, q.trait from sources.standard_condition q join sources.standard s using (standard_id) "
        "union select case_kind, only_if from sources.derived_event where only_if not in ('always', 'open') order by all"
    ).fetchall()
    branches = [_event_trait(kind, trait) if trait.startswith("event:") else _field_trait(kind, trait) for kind, trait in asked]
    _replace_view(connection, "cases.case_trait", branches or [_nothing(("case_kind", "case_id", "trait", "value"), ())])


def _field_trait(kind: str, trait: str) -> exp.Select:
    if trait not in kinds()[kind].types:
        raise LawgapError(
            f"a condition asks for {trait!r}, which {kind} does not have", "standards.csv", f"use one of {sorted(kinds()[kind].types)}"
        )
    value = exp.cast(_as_written(kind, exp.column(trait)), "TEXT")
    return (
        exp.select(_text(kind, "case_kind"), "case_id", _text(trait, "trait"), exp.alias_(value, "value"))
        .from_(f"cases.{kind}")
        .where(exp.not_(exp.column(trait).is_(exp.null())))
    )


def _event_trait(kind: str, trait: str) -> exp.Select:
    """The case has had the event by as_of."""
    return (
        exp.select(_text(kind, "case_kind"), "e.case_id", _text(trait, "trait"), _text("*", "value"))
        .distinct()
        .from_(exp.to_table("cases.case_event", alias="e"))
        .join(exp.to_table("sources.clock", alias="k"), join_type="cross")
        .where(exp.EQ(this=exp.column("case_kind", "e"), expression=exp.Literal.string(kind)))
        .where(exp.EQ(this=exp.column("event", "e"), expression=exp.Literal.string(trait.removeprefix("event:"))))
        .where("e.occurred_at <= k.as_of_end")
    )


def _branch(contract: Contract, event: Event) -> exp.Select:
    fields = kinds()[contract.kind].types
    for name in (event.at, *event.when):
        if name not in fields:
            raise LawgapError(
                f"event {event.event!r} uses {name!r}, which {contract.kind} does not have",
                f"sources/{contract.source_id}.toml",
                f"use one of {sorted(fields)}",
            )
    query = (
        exp.select(
            _text(contract.kind, "case_kind"), "r.case_id", _text(event.event, "event"),
            exp.alias_(exp.column(event.at, "r"), "occurred_at"), *(exp.column(name, "r") for name in PLACE),
        )
        .from_(exp.to_table(f"cases.{contract.kind}", alias="r"))
        .join(exp.to_table("sources.source_file", alias="f"), on="r.source_file_id = f.source_file_id")
        .where(exp.EQ(this=exp.column("source_id", "f"), expression=exp.Literal.string(contract.source_id)))
        .where(exp.not_(exp.column(event.at, "r").is_(exp.null())))
    )  # fmt: skip
    for field, values in event.when.items():
        among = _as_written(contract.kind, exp.column(field, "r")).isin(*[exp.Literal.string(value) for value in values])
        # "" stands for a cell that is empty
        query = query.where(exp.or_(among, exp.column(field, "r").is_(exp.null())) if "" in values else among)
    return query


def _as_written(kind: str, column: exp.Column) -> exp.Expression:
    """A field as conditions of standards and events write its values: yes/no stands in words there."""
    if column.name not in kinds()[kind].yes_or_no:
        return column
    words = exp.case().when(column.copy(), exp.Literal.string(YES))
    return words.when(exp.not_(column.copy()), exp.Literal.string(NO))


def _nothing(texts: tuple[str, ...], moments: tuple[str, ...]) -> exp.Select:
    columns = [exp.alias_(exp.cast(exp.null(), "TEXT"), name) for name in texts]
    columns += [exp.alias_(exp.cast(exp.null(), "TIMESTAMP"), name) for name in moments]
    columns += [exp.alias_(exp.cast(exp.null(), "BIGINT" if name == "row" else "TEXT"), name) for name in PLACE]
    return exp.select(*columns).where(exp.false())


def _text(value: str, name: str) -> exp.Expression:
    return exp.alias_(exp.Literal.string(value), name)


def _replace_view(connection: duckdb.DuckDBPyConnection, name: str, branches: list[exp.Select]) -> None:
    # nobody else holds the branches: copied at each step they would cost the square of their number
    union = exp.union(*branches, distinct=False, copy=False) if len(branches) > 1 else branches[0]
    connection.execute(f"create or replace view {name} as {union.sql('duckdb')}")
