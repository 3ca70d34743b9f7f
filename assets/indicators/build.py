"""Makes the tables of room 4: one table an indicator, and all of them as observations with intervals."""

import duckdb
import numpy as np
import pandas as pd

from assets.cases.quality import quality_observations
from assets.indicators.check import check_indicator, columns_of
from assets.indicators.intervals import median_days, poisson, wilson
from assets.indicators.listing import make_indicator_list
from pipelines.runtime.engines import MakeTable
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import SqlFile, list_sql, read_sql
from pipelines.runtime.warehouse import make_table, put_frame

OBSERVATION = {name: str(field["type"]) for name, field in read_sql("audit", "observation").fields.items()}
KEY = ["agency_id", "standard_id", "period"]
COUNTED = ("numerator", "denominator", "unknown")
# a stock (posts, people) does not add up over months: the newest month of the window stands for it. By `over_12_months` of the header:
# which columns are stocks, and of which rows the newest is taken
STOCKS = {"sum": {}, "newest": dict.fromkeys(COUNTED, "true"), "newest_base": {"denominator": "t.denominator > 0"}}
# what no row may say, by family: the numbers of a rate may exceed one another, an amount may be negative
IMPOSSIBLE = {
    "proportion": "numerator < 0 or denominator < 0 or unknown < 0 or numerator > denominator",
    "rate": "numerator < 0 or denominator < 0 or unknown < 0",
    "amount": "unknown < 0",
    "duration": "days < 0 or ended not in (0, 1)",
}


def make_indicator(
    connection: duckdb.DuckDBPyConnection, file: SqlFile, profile: Profile | None = None, make: MakeTable = make_table
) -> int:
    """`indicators.<name>`: agency × standard × month, or of family duration a row a duty; the number of rows.

    Raises LawgapError on wrong columns or types, on two rows of one key and on rows that cannot be; with `profile` also on
    everything that `check_indicator` finds in the file.
    """
    if profile is not None:
        check_indicator(file, profile)
    rows = make(connection, file)
    _check_types(connection, file)
    _check_rows(connection, file)
    return rows


def make_observations(connection: duckdb.DuckDBPyConnection) -> int:
    """`indicators.observation`: every month, and the 12 months that end with as_of's month; the data's own quality beside it.

    Beside it `indicators.indicator`, what each of them is. Returns the number of observations.
    """
    make_indicator_list(connection)
    frames = [observe(connection, file) for file in list_sql("indicators")]
    frames.append(with_rates(quality_observations(connection), minimum=1))
    frame = pd.concat(frames, ignore_index=True)
    put_frame(connection, "indicators.observation", frame, OBSERVATION)
    return len(frame)


def observe(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> pd.DataFrame:
    """The observations of one indicator, from its table. Columns of `indicators.observation`."""
    family, minimum = file.header["family"], int(file.header["minimum_denominator"])
    if family == "duration":
        frame = with_median(_lengths(connection, file), minimum)
    else:
        frame = _counts(connection, file)
        if family == "proportion":
            frame = with_rates(frame, minimum, fault=file.header["better"] == "lower")
        else:
            frame = {"rate": with_exposure, "amount": with_ratio}[family](frame, minimum)
    return frame.assign(indicator_id=file.name, family=family)


def with_rates(frame: pd.DataFrame, minimum: int, fault: bool = False) -> pd.DataFrame:
    """Adds value, Wilson 95 % interval and the value as if unknown were unmet; under `minimum`: counts, no rate.

    fault: the numerator counts what should not be (less is better), so that the unknown is one of it: the worse way is up.
    """
    found, total, unknown = _floats(frame, *COUNTED)
    lower, upper = wilson(found, total)
    worst = _ratio(found + unknown if fault else found, total + unknown)
    return _with(frame, minimum, _ratio(found, total), lower, upper, worst)


def with_exposure(frame: pd.DataFrame, minimum: int) -> pd.DataFrame:
    """Adds events per unit of exposure with the exact Poisson 95 % interval."""
    events, exposure = _floats(frame, "numerator", "denominator")
    lower, upper = poisson(events, exposure)
    return _with(frame, minimum, _ratio(events, exposure), lower, upper)


def with_ratio(frame: pd.DataFrame, minimum: int) -> pd.DataFrame:
    """Adds numerator over denominator, without an interval: all of the money is counted, none of it is a sample."""
    amount, base = _floats(frame, "numerator", "denominator")
    return _with(frame, minimum, _ratio(amount, base))


def with_median(frame: pd.DataFrame, minimum: int) -> pd.DataFrame:
    """From `days`, `ends` and `open` to one row a key: ended, all, and the median number of days with its 95 % interval."""
    found = median_days(frame, [*KEY, "window_months"])
    found = found.rename(columns={"ended": "numerator", "total": "denominator"}).assign(unknown=0)
    median, lower, upper = _floats(found, "median", "lower", "upper")
    return _with(found.drop(columns=["median", "lower", "upper"]), minimum, median, lower, upper)


def _counts(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> pd.DataFrame:
    """Months and the window's 12 months, added up (a stock: its newest) by the database in whole numbers; an amount keeps what an
    observation can hold.
    """
    stocks = STOCKS[file.header.get("over_12_months", "sum")]
    read = {name: f"sum(t.{name})" for name in COUNTED}
    newest = {name: f"coalesce(arg_max(t.{name}, t.period) filter (where {rows}), 0)" for name, rows in stocks.items()}
    sums, over = (", ".join(f"cast({one[n]} as {OBSERVATION[n]}) as {n}" for n in COUNTED) for one in (read, read | newest))
    return connection.execute(
        f"""
        select t.agency_id, t.standard_id, t.period, 1 as window_months, {sums} from {file.table} as t group by all
        union all
        select t.agency_id, t.standard_id, k.last_month as period, 12 as window_months, {over}
        from {file.table} as t cross join sources.clock as k
        where t.period >= strftime(k.window_start, '%Y-%m') and t.period <= k.last_month
        group by all
        order by all
        """
    ).df()


def _lengths(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> pd.DataFrame:
    """Cases by number of days, months and window: what ended on that day, and what was open that long."""
    return connection.execute(
        f"""
        with lasted as (
            select t.agency_id, t.standard_id, t.period, 1 as window_months, t.days, t.ended from {file.table} as t
            union all
            select t.agency_id, t.standard_id, k.last_month as period, 12 as window_months, t.days, t.ended
            from {file.table} as t cross join sources.clock as k
            where t.period >= strftime(k.window_start, '%Y-%m') and t.period <= k.last_month
        )
        select agency_id, standard_id, period, window_months, days,
            cast(sum(ended) as bigint) as ends, cast(sum(1 - ended) as bigint) as open
        from lasted group by all order by all
        """
    ).df()


def _check_types(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> None:
    """Columns and types as the family asks: a DOUBLE would make sums differ from run to run."""
    number = "DECIMAL(38,6)" if file.header["family"] == "amount" else "BIGINT"
    wanted = {name: "VARCHAR" if name in KEY else number for name in columns_of(file)}
    if "unknown" in wanted:
        wanted["unknown"] = "BIGINT"
    found = {row[0]: row[1] for row in connection.execute(f"describe {file.table}").fetchall()}
    if list(found) != list(wanted):
        raise LawgapError(f"indicator gives columns {list(found)}", str(file.path), f"give exactly {list(wanted)}")
    for name, kind in wanted.items():
        if found[name] != kind:
            raise LawgapError(
                f"column {name} is {found[name]}", str(file.path), f"write cast(… as {kind.replace('VARCHAR', 'text').lower()})"
            )


def _check_rows(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> None:
    """Rows that cannot be are errors of the SQL, not of the data: an indicator must not publish them."""
    if file.header["family"] != "duration":
        twice = connection.execute(f"select {', '.join(KEY)} from {file.table} group by all having count(*) > 1 limit 1").fetchall()
        if twice:
            raise LawgapError(f"indicator gives two rows for {twice[0]}", str(file.path), "group by agency, standard and month")
    names = columns_of(file)
    for what, rule, do in (
        ("an empty cell", " or ".join(f"{name} is null" for name in names), "count what is not known as unknown, or leave the row out"),
        ("numbers that cannot be", IMPOSSIBLE[file.header["family"]], f"family {file.header['family']} forbids: {{rule}}"),
        (
            "a period outside the clock's months",
            "period < (select first_month from sources.clock) or period > (select last_month from sources.clock)",
            "join sources.clock and keep first_month to last_month",
        ),
    ):
        found = connection.execute(f"select {', '.join(names)} from {file.table} where {rule} limit 1").fetchall()
        if found:
            raise LawgapError(f"indicator gives {what}: {found[0]}", str(file.path), do.format(rule=rule))


def _floats(frame: pd.DataFrame, *names: str) -> list[np.ndarray]:
    return [frame[name].to_numpy(dtype=float) for name in names]


def _ratio(upper: np.ndarray, lower: np.ndarray) -> np.ndarray:
    return np.divide(upper, lower, out=np.full(len(upper), np.nan), where=lower != 0)


def _with(frame: pd.DataFrame, minimum: int, *numbers: np.ndarray) -> pd.DataFrame:
    """value, lower, upper, value_if_unknown_unmet to 6 decimals; NULL where it is missing, or the denominator is under `minimum`."""
    small = frame["denominator"].to_numpy(dtype=float) < minimum
    missing = np.full(len(frame), np.nan)
    names = ("value", "lower", "upper", "value_if_unknown_unmet")
    columns = {}
    for name, values in zip(names, [*numbers, *[missing] * (len(names) - len(numbers))], strict=True):
        shown = np.where(small, np.nan, np.round(values, 6))
        columns[name] = pd.Series(shown, index=frame.index).astype(object).where(~np.isnan(shown), None)
    return frame.assign(**columns, suppressed=small)
