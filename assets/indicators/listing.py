"""`indicators.indicator`: what each indicator is, from the headers of the files that compute it.

An edition keeps its own list, so that a later reader sees the definition that its numbers were made with.
"""

import duckdb
import pandas as pd

from pipelines.runtime.sqlfile import SqlFile, list_sql, read_sql
from pipelines.runtime.warehouse import put_frame

INDICATOR = {name: str(field["type"]) for name, field in read_sql("audit", "indicator").fields.items()}
LISTS = ("standards", "case_kinds")
TEXTS = ("theme", "family", "unit", "better", "grain", "source_of_definition", "owner")


def make_indicator_list(connection: duckdb.DuckDBPyConnection) -> int:
    """(Re)make `indicators.indicator`, one row a file of sql/indicators; the number of rows."""
    frame = pd.DataFrame([_row(file) for file in list_sql("indicators")])
    put_frame(connection, "indicators.indicator", frame, INDICATOR)
    return len(frame)


def _row(file: SqlFile) -> dict:
    header = file.header
    said = {f"{key}_{language}": " ".join(file.text(key, language).split()) for key in ("title", "why") for language in ("vi", "en")}
    lists = {key: " ".join(header[key]) if isinstance(header[key], list) else header[key] for key in LISTS}
    return {
        "indicator_id": file.name,
        "plan_group": header["plan_group"],
        "minimum_denominator": header["minimum_denominator"],
        "over_12_months": header.get("over_12_months", "sum"),
        "definition_sql": file.body,
        **said,
        **lists,
        **{key: header[key] for key in TEXTS},
    }
