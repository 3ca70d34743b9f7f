"""The shape of the project: rooms import only what lies before them, files stay small, SQL stays shared."""

import ast
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from tests.conftest import ROOT

ROOMS = ["sources", "cases", "duties", "indicators", "gaps", "editions"]
# pages read editions, never a room's tables; a formula has one home, so they may call the plain functions of these files
# pure functions: no clock, no file, no table
MATHEMATICS = {
    "assets.gaps.chart", "assets.gaps.funnel", "assets.gaps.lifetimes", "assets.gaps.parameters", "assets.gaps.promised",
    "assets.indicators.intervals", "assets.sources.reject_names",
}  # fmt: skip
CODE = [path for folder in ("pipelines", "assets", "dashboards") for path in sorted((ROOT / folder).rglob("*.py"))]
SQL = sorted((ROOT / "sql").rglob("*.sql"))
SHARED = [path for path in SQL if path.parent.name in ("cases", "duties", "indicators")]


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


@pytest.mark.parametrize("path", CODE, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_room_imports_only_rooms_before_it(path: Path):
    parts = path.relative_to(ROOT).parts
    for name in imports(path):
        top = name.split(".")
        if parts[0] == "assets" and len(parts) > 2 and top[0] == "assets" and len(top) > 1:
            # a gap reads what a room before it made; wording of gaps needs no later room
            assert ROOMS.index(top[1]) <= ROOMS.index(parts[1]), f"{path} imports {name}"
        if parts[:2] == ("pipelines", "runtime"):
            assert top[0] not in ("assets", "dashboards"), f"{path} imports {name}"
        if parts[:2] == ("pipelines", "simulator"):
            assert top[0] not in ("assets", "dashboards"), "the simulator shares no code with the detectors"
        if parts[0] == "dashboards":
            assert (top[0] != "assets" or name in MATHEMATICS) and name not in ("pipelines.cli",), f"{path} imports {name}"


@pytest.mark.parametrize("path", CODE, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_and_functions_stay_small(path: Path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < 40, f"{path}:{node.lineno} {node.name}"


@pytest.mark.parametrize("path", SHARED, ids=lambda p: p.stem)
def test_shared_sql_parses_for_duckdb_and_transpiles_to_spark(path: Path):
    from pipelines.runtime.sqlfile import read_path

    tree = sqlglot.parse_one(read_path(path).body, read="duckdb")
    assert not list(tree.find_all(exp.Command))
    forbidden = [
        node
        for node in tree.walk()
        if isinstance(node, exp.PercentileCont | exp.Pivot | exp.Qualify | exp.Lateral)
        or (isinstance(node, exp.Join) and node.args.get("method") == "ASOF")
    ]
    assert not forbidden, f"not in the subset DuckDB and Spark share: {forbidden[0].sql()}"
    assert sqlglot.parse_one(tree.sql(dialect="spark"), read="spark")


def test_every_sql_table_says_what_it_is_in_both_languages():
    from pipelines.runtime.sqlfile import list_sql

    for room in (*ROOMS[1:], "checks", "audit"):
        for file in list_sql(room):
            assert file.text("title", "vi") and file.text("title", "en"), file.path
            for name, field in file.fields.items():
                assert field.get("vi") and field.get("en"), f"{file.path}: {name}"
