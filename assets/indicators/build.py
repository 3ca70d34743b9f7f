"""Makes the tables of room 4: one table an indicator, and all of them as observations with intervals."""

import duckdb
import numpy as np
import pandas as pd

from assets.cases.quality import quality_observations
from assets.indicators.intervals import wilson
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.sqlfile import SqlFile, list_sql, read_sql
from pipelines.runtime.warehouse import make_table, put_frame

COLUMNS = ["agency_id", "standard_id", "period", "numerator", "denominator", "unknown"]
OBSERVATION = {name: str(field["type"]) for name, field in read_sql("audit", "observation").fields.items()}


def make_indicator(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> int:
    """`indicators.<name>`: agency × standard × month. Raises LawgapError on wrong columns or two rows a key."""
    rows = make_table(connection, file)
    found = [row[0] for row in connection.execute(f"describe {file.table}").fetchall()]
    if found != COLUMNS:
        raise LawgapError(f"indicator gives columns {found}", str(file.path), f"give exactly {COLUMNS}")
    twice = connection.execute(
        f"select agency_id, standard_id, period from {file.table} group by all having count(*) > 1 limit 1"
    ).fetchall()
    if twice:
        raise LawgapError(f"indicator gives two rows for {twice[0]}", str(file.path), "group by agency, standard and month")
    return rows


def make_observations(connection: duckdb.DuckDBPyConnection) -> int:
    """`indicators.observation`: every month, and the 12 months that end with as_of's month; the data's own quality beside it."""
    frames = [_observe(connection, file) for file in list_sql("indicators")]
    frames.append(with_rates(quality_observations(connection), minimum=1))
    frame = pd.concat(frames, ignore_index=True)
    put_frame(connection, "indicators.observation", frame, OBSERVATION)
    return len(frame)


def _observe(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> pd.DataFrame:
    monthly = connection.execute(f"select *, 1 as window_months from {file.table}").df()
    first, last = connection.execute("select strftime(window_start, '%Y-%m'), last_month from sources.clock").fetchall()[0]
    inside = monthly[(monthly["period"] >= first) & (monthly["period"] <= last)]
    yearly = inside.groupby(["agency_id", "standard_id"], as_index=False)[["numerator", "denominator", "unknown"]].sum()
    yearly["period"], yearly["window_months"] = last, 12
    frame = pd.concat([monthly, yearly], ignore_index=True)
    frame["indicator_id"], frame["family"] = file.name, file.header["family"]
    return with_rates(frame, int(file.header["minimum_denominator"]))


def with_rates(frame: pd.DataFrame, minimum: int) -> pd.DataFrame:
    """Adds value, Wilson 95 % interval and the value as if unknown were unmet; under `minimum`: counts, no rate."""
    met, total, unknown = (frame[name].to_numpy(dtype=float) for name in ("numerator", "denominator", "unknown"))
    small = total < minimum
    lower, upper = wilson(met, total)
    with np.errstate(invalid="ignore", divide="ignore"):
        rates = {
            "value": met / total, "lower": lower, "upper": upper, "value_if_unknown_unmet": met / (total + unknown),
        }  # fmt: skip
    rounded = {name: np.where(small, np.nan, np.round(values, 6)) for name, values in rates.items()}
    return frame.assign(
        **{name: pd.Series(values, index=frame.index).astype(object).where(~np.isnan(values), None) for name, values in rounded.items()},
        suppressed=small,
    )
