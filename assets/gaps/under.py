"""Flags under these parameters: every kind found again from small tables, so that a choice can be tried and its effect counted.

Nothing here chooses or words a flag: each step calls the functions that the edition's own flags come from (build.py). A kind
joins by a line in STEPS. What is made of the answers: robustness.py.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import duckdb
import pandas as pd

from assets.gaps.compared import FINDERS, rows_beside
from assets.gaps.counted import RULES, Clock, clock_of, counted_in, flag_id, looked_at
from assets.gaps.excess import LEADS
from assets.gaps.flags import select
from assets.gaps.gap import Fits, fits, gaps
from assets.gaps.parameters import number
from assets.gaps.verdict import causes
from assets.gaps.worsening import worsening

Parameters = Mapping[str, Any]
FLAG = ["kind", "audience", "flag_id"]


@dataclass(frozen=True)
class Prepared:
    """The small tables of one edition, and what is done to them before they are judged.

    `carrier`: source by standard_id, or by the case kind of what breaks no standard. `tolerance` and `spread` are factors on
    the standards' tolerances and on the width of the priors; `without` is a source left out.
    """

    cells: pd.DataFrame
    months: pd.DataFrame
    last_month: str
    looked: dict[str, pd.DataFrame]
    clock: Clock
    carrier: dict[str, str]
    tolerance: float = 1.0
    spread: float = 1.0
    without: str = ""
    _made: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def fits(self, parameters: Parameters) -> Fits:
        """Of peers that are left nothing changes when a source is left out, so nothing is fitted again."""
        key = ("fits", number(parameters, "minimum_agencies"), self.spread)
        return self._once(key, lambda: fits(self.cells, parameters, self.spread))

    def gap(self, parameters: Parameters) -> pd.DataFrame:
        """The gaps, of what is left."""
        scaled = self.cells.assign(tolerance=self.cells["tolerance"].astype(float) * self.tolerance)
        return self.left(self._once(self._key("gap", parameters), lambda: gaps(scaled, parameters, self.fits(parameters))))

    def causes(self, parameters: Parameters) -> pd.DataFrame:
        """Which standards nearly nobody keeps, of what is left."""
        key = (*self._key("causes", parameters), number(parameters, "common_share"))
        whole = replace(self, without="")
        return self.left(self._once(key, lambda: causes(whole.gap(parameters), parameters)))

    def _key(self, name: str, parameters: Parameters) -> tuple[Any, ...]:
        return name, number(parameters, "minimum_agencies"), self.tolerance, self.spread

    def _once(self, key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    @property
    def senders(self) -> set[str]:
        """The sources that some row looked at came from, or should have."""
        return set().union(*(self.sent(name) for name in STEPS))

    def sent(self, step: str) -> set[str]:
        """The sources of the rows that a step looks at."""
        return {source for _, source in self.pairs(step)}

    def pairs(self, step: str) -> set[tuple[str, str]]:
        """Which standard (`-` for none) has rows from which source, among the rows that a step looks at."""
        return self._once(("pairs", step), lambda: self._pairs(STEPS[step].rows(self)))

    def _pairs(self, rows: pd.DataFrame) -> set[tuple[str, str]]:
        found = pd.DataFrame({"standard": rows["standard_id"].astype(object), "source": self._source(rows)})
        return set(found.fillna({"standard": "-"}).dropna().itertuples(index=False, name=None))

    def left(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows that did not come from the source left out."""
        return rows[self._source(rows) != self.without] if self.without else rows

    def _source(self, rows: pd.DataFrame) -> pd.Series:
        """Of each row: the source of its case kind, the one that carries its standard, or the file that is missing."""
        own = rows["standard_id"].map(self.carrier).astype(object)
        if "fact" not in rows:
            return own
        own = rows["fact"].map(self.carrier).astype(object).fillna(own)
        if "subject" not in rows:
            return own
        sent = rows["subject"].map(lambda subject: str(subject).split("~")[0]).astype(object)
        return own.fillna(sent.where(rows["fact"] == "missing_file"))


def prepared(connection: duckdb.DuckDBPyConnection) -> Prepared:
    """The tables as the warehouse holds them."""
    ask = connection.execute
    carrier = ask("select standard_id, carried_by from sources.standard where carried_by is not null").fetchall()
    carrier += ask("select kind, min(source_id) from sources.source group by kind having count(*) = 1").fetchall()
    return Prepared(
        ask("select * from gaps.cell").df(), ask("select * from gaps.worsening order by agency_id, standard_id, month").df(),
        ask("select last_month from sources.clock").fetchall()[0][0], {**looked_at(connection), **{kind: rows_beside(connection, kind) for kind in FINDERS}}, clock_of(connection), dict(carrier),
    )  # fmt: skip


def _judged(tables: Prepared, parameters: Parameters) -> pd.DataFrame:
    return select(tables.gap(parameters), tables.causes(parameters), parameters).assign(subject=None)


def _worsening(tables: Prepared, parameters: Parameters) -> pd.DataFrame:
    return worsening(tables.left(tables.months), tables.last_month, parameters).assign(subject=None)


def _counted(kind: str) -> "Step":
    return Step(
        lambda tables, parameters: counted_in({kind: tables.left(tables.looked[kind])}, tables.clock, parameters).findings,
        lambda tables: tables.looked[kind],
    )


def _beside(kind: str) -> "Step":
    return Step(
        lambda tables, parameters: FINDERS[kind](tables.left(tables.looked[kind]), parameters),
        lambda tables: tables.looked[kind],
        apart=kind in LEADS,
    )


class Step(NamedTuple):
    """`find` the flags of some kinds; `rows` are what it looks at; `by_rate` where tolerance and priors have a say.

    `apart`: each standard has a fit of its own or none, so that rows without a flag can go and no flag goes or comes: what is not
    listed has a larger p0 than what is, and the running mean of discovery.py does not fall when it is gone.
    """

    find: Callable[[Prepared, Parameters], pd.DataFrame]
    rows: Callable[[Prepared], pd.DataFrame]
    by_rate: bool = False
    apart: bool = True


STEPS: dict[str, Step] = {
    "judged": Step(_judged, lambda tables: tables.cells, by_rate=True),
    "worsening": Step(_worsening, lambda tables: tables.months),
    **{kind: _counted(kind) for kind in RULES},
    **{kind: _beside(kind) for kind in FINDERS},
}


class Asked(dict[str, Any]):
    """Parameters that remember which of them were read."""

    def __init__(self, given: Parameters) -> None:
        super().__init__(given)
        self.names: set[str] = set()

    def __bool__(self) -> bool:
        return True

    def get(self, name: str, default: Any = None) -> Any:
        self.names.add(name)
        return super().get(name, default)


@dataclass(frozen=True)
class Found:
    """Flags by step, columns FLAG, and the parameters that each step has read."""

    flags: dict[str, pd.DataFrame]
    read: dict[str, set[str]]

    @property
    def all(self) -> pd.DataFrame:
        return pd.concat(list(self.flags.values()), ignore_index=True).sort_values("flag_id", ignore_index=True)


def flags_under(tables: Prepared, parameters: Parameters) -> Found:
    """The flags, leads included, that these tables give under these parameters."""
    flags, read = {}, {}
    for name, step in STEPS.items():
        asked = Asked(parameters)
        flags[name], read[name] = _ids(step.find(tables, asked)), asked.names
    return Found(flags, read)


def with_other_tables(found: Found, tables: Prepared, parameters: Parameters) -> pd.DataFrame:
    """The flags where `tables` have another tolerance or spread, or a source less; only the steps it matters to run again."""
    rated = (tables.tolerance, tables.spread) != (1.0, 1.0)
    touched = {name for name, step in STEPS.items() if (rated and step.by_rate) or _loses(found.flags[name], name, tables)}
    return _again(found, touched, tables, parameters)


def _loses(flags: pd.DataFrame, name: str, tables: Prepared) -> bool:
    """Does it matter to a step that a source is left out? Where standards are judged apart, only if a flag stands on its rows."""
    if tables.without not in tables.sent(name):
        return False
    standards = {flag.split("~")[2] for flag in flags["flag_id"]}
    return not STEPS[name].apart or any((standard, tables.without) in tables.pairs(name) for standard in standards)


def with_one_changed(found: Found, tables: Prepared, parameters: Parameters, name: str, value: float) -> pd.DataFrame:
    """The flags with one parameter at another value; only the steps that have read it run again."""
    return _again(found, {step for step, names in found.read.items() if name in names}, tables, {**parameters, name: value})


def _again(found: Found, steps: set[str], tables: Prepared, parameters: Parameters) -> pd.DataFrame:
    # a step that looks at nothing finds nothing at any value
    steps = {name for name in steps if len(STEPS[name].rows(tables))}
    parts = [_ids(STEPS[name].find(tables, parameters)) if name in steps else flags for name, flags in found.flags.items()]
    return pd.concat(parts, ignore_index=True)


def differences(before: pd.DataFrame, after: pd.DataFrame) -> Iterator[tuple[str, int, int, int]]:
    """Of published flags: kind, flags after, gained, lost; every kind of either in order of name, then `all`."""
    old, new = (
        set(part.loc[part["audience"] == "published", FLAG].itertuples(index=False, name=None)) for part in (before, after)
    )  # fmt: skip
    for kind in [*sorted({key[0] for key in old | new}), "all"]:
        was, now = ({key for key in keys if kind in (key[0], "all")} for keys in (old, new))
        yield kind, len(now), len(now - was), len(was - now)


def _ids(rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows if "audience" in rows else rows.assign(audience="published")
    keys = rows[["kind", "audience", "agency_id", "standard_id", "subject"]].astype(object)
    records = keys.where(keys.notna(), None).to_dict("records")
    return pd.DataFrame([(row["kind"], row["audience"], flag_id(row)) for row in records], columns=FLAG)
