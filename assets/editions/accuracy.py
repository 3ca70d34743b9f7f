"""How right the method was when it was last measured (`lawgap bench accuracy`): part of every edition, for whoever must trust it."""

import csv
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pandas as pd

from pipelines.runtime.sqlfile import read_sql
from pipelines.runtime.warehouse import put_frame

MEASURED = Path(__file__).with_suffix(".csv")


def write_measured(rows: Iterable[dict[str, str]]) -> None:
    """Replace the measurement. Keys: those of table `accuracy` but `position`; the order is that of `rows`."""
    with MEASURED.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, _columns(), lineterminator="\n")
        writer.writeheader()
        writer.writerows({"position": str(number), **row} for number, row in enumerate(rows, 1))


def put_accuracy(connection: duckdb.DuckDBPyConnection) -> None:
    """`editions.accuracy` from the measurement that came with the code."""
    types = {name: str(field["type"]) for name, field in read_sql("audit", "accuracy").fields.items()}
    with MEASURED.open(encoding="utf-8", newline="") as handle:
        rows = [{name: row[name] or None for name in types} for row in csv.DictReader(handle)]
    put_frame(connection, "editions.accuracy", pd.DataFrame(rows, columns=list(types), dtype=object), types)


def _columns() -> list[str]:
    return list(read_sql("audit", "accuracy").fields)
