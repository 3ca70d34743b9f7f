"""Which columns of which tables an .sql file names, and from which of them each column it gives is made: read from the SQL by its scopes.

The value alone counts: what only filters or joins rows is named by `columns_read` and is no origin. Nothing is run.
"""

from collections.abc import Iterator
from functools import cache

from sqlglot import exp
from sqlglot.optimizer.scope import Scope, traverse_scope

from pipelines.runtime.kinds import kinds
from pipelines.runtime.sqlfile import SqlFile, list_sql, parsed

Origin = tuple[str, str]
# views over the wide rows of every case kind, as the contracts say; made in the step of case_event
VIEWS = {
    "cases.row_event": ("case_kind", "case_id", "event", "occurred_at", "source_file_id", "sheet", "row"),
    "cases.case_trait": ("case_kind", "case_id", "trait", "value"),
}
# what every row has beside the fields of its kind: where it stands in which file
PLACE = {
    "source_file_id": {"type": "TEXT", "vi": "tệp nguồn", "en": "source file"},
    "sheet": {"type": "TEXT", "vi": "trang tính", "en": "sheet"},
    "row": {"type": "BIGINT", "vi": "dòng trong tệp", "en": "row of the file"},
}


@cache
def files() -> dict[str, SqlFile]:
    """The .sql files that make tables before the editions, by table."""
    return {file.table: file for room in ("cases", "duties", "indicators", "gaps") for file in list_sql(room)}


def columns(table: str) -> list[str]:
    """The columns of a table in their order; none where neither a header nor the SQL of a room says them."""
    room, _, name = table.partition(".")
    if table in VIEWS:
        return list(VIEWS[table])
    if table in files():
        return list(column_origins(files()[table]))
    return [*PLACE, *kinds()[name].types] if room == "sources" and name in kinds() else []


def columns_read(file: SqlFile) -> set[Origin]:
    """(table, column) for every column of a stored table that the body names."""
    found: set[Origin] = set()
    for scope in traverse_scope(file.tree):
        stored = {name: table for name, source in scope.sources.items() if (table := _stored(source))}
        for column in scope.columns:
            owner = (
                stored.get(column.table) if column.table else next(iter(stored.values())) if len(scope.sources) == 1 and stored else None
            )
            if owner:
                found.add((owner, column.name))
        for star in scope.expression.find_all(exp.Star):
            if isinstance(star.parent, exp.Select) and star.parent is scope.expression:
                found |= {(table, name) for table in stored.values() for name in columns(table)}
    return found


def column_origins(file: SqlFile) -> dict[str, set[Origin]]:
    """Column of the table that `file` makes → the columns of stored tables its value is made from; empty for a constant or a count."""
    return {name: set(origins) for name, origins in _origins(file.body, str(file.path)).items()}


@cache
def _origins(body: str, path: str) -> dict[str, set[Origin]]:
    made: dict[int, dict[str, set[Origin]]] = {}
    gives: dict[str, set[Origin]] = {}
    for scope in traverse_scope(parsed(body, path)):
        gives = _of_union(scope, made) if scope.set_operation_scopes else _of_select(scope, made)
        made[id(scope.expression)] = gives
    return gives


def _of_union(scope: Scope, made: dict[int, dict[str, set[Origin]]]) -> dict[str, set[Origin]]:
    """Branches of a union meet by position; the first one names the columns."""
    first, *others = (list(made[id(branch.expression)].items()) for branch in scope.set_operation_scopes)
    gives = {name: set(origins) for name, origins in first}
    for other in others:
        for (name, _), (_, origins) in zip(first, other, strict=False):
            gives[name] |= origins
    return gives


def _of_select(scope: Scope, made: dict[int, dict[str, set[Origin]]]) -> dict[str, set[Origin]]:
    # not scope.sources: that holds every CTE in sight, read here or not
    sources = {name: _gives(source, made) for name, (_, source) in scope.selected_sources.items()}
    gives: dict[str, set[Origin]] = {}
    for written in scope.expression.selects if isinstance(scope.expression, exp.Select) else []:
        if written.is_star:
            star = written.this if isinstance(written, exp.Column) else written
            left_out = {name.name for name in star.args.get("except_") or star.args.get("except") or []}
            for source in [written.table] if isinstance(written, exp.Column) else sources:
                gives |= {name: origins for name, origins in sources[source].items() if name not in left_out}
            continue
        found: set[Origin] = set()
        for column, inner in _parts(written):
            found |= set().union(*made.get(id(inner), {}).values()) if inner else _resolved(column, scope, sources, gives)
        gives[written.alias_or_name] = found
    return gives


def _parts(written: exp.Expr) -> Iterator[tuple[exp.Column | None, exp.Expr | None]]:
    """The columns of an expression, and the queries inside it, which are scopes of their own."""
    for node in written.walk(prune=lambda node: isinstance(node, exp.Query)):
        if isinstance(node, exp.Column):
            yield node, None
        elif isinstance(node, exp.Query):
            yield None, node.unnest()


def _resolved(
    column: exp.Column | None, scope: Scope, sources: dict[str, dict[str, set[Origin]]], before: dict[str, set[Origin]]
) -> set[Origin]:
    if column is None:
        return set()
    if not column.table and column.name in before and not any(column.name in source for source in sources.values()):
        # a name given earlier in the same SELECT
        return before[column.name]
    for name in [column.table] if column.table else sources:
        if column.name in sources.get(name, {}):
            return sources[name][column.name]
    # a table whose columns nobody lists
    for name in [column.table] if column.table else sources:
        if (table := _stored(scope.sources.get(name))) and (column.table or len(sources) == 1):
            return {(table, column.name)}
    return set()


def _gives(source: object, made: dict[int, dict[str, set[Origin]]]) -> dict[str, set[Origin]]:
    if isinstance(source, Scope):
        return made.get(id(source.expression), {})
    table = _stored(source)
    return {name: {(table, name)} for name in columns(table)} if table else {}


def _stored(source: object) -> str | None:
    return f"{source.db}.{source.name}" if isinstance(source, exp.Table) and source.db else None


def compared(file: SqlFile, column: str) -> set[str]:
    """The texts a column is compared with: `x.event = 'a'`, `x.event in ('a', 'b')`."""
    found: set[str] = set()
    for node in file.tree.find_all(exp.EQ, exp.In):
        if isinstance(node.this, exp.Column) and node.this.name == column:
            texts = node.expressions if isinstance(node, exp.In) else [node.expression]
            found |= {text.name for text in texts if isinstance(text, exp.Literal) and text.is_string}
    return found
