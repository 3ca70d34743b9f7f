"""A contract as one query: texts of a file in, typed and sanitised rows with a reason to refuse them out.

Built as an SQLGlot tree, so that a header from a file is always a quoted identifier and a value always a
literal. One pass over the file, in the file's order: no window, no sort.
"""

import unicodedata
from dataclasses import dataclass

from sqlglot import exp, select

from assets.sources.fields import Fields, call, quoted
from assets.sources.headers import plain_header
from assets.sources.privacy import Privacy
from pipelines.runtime.contract import Contract
from pipelines.runtime.kinds import Kind, kinds
from pipelines.runtime.profile import Profile

FIRST_DAY = "1990-01-01"
FARTHEST = 50
BETWEEN = ":"
# what stands beside the kind's fields in a staged file
MARKS = {"_sheet": "TEXT", "_row": "BIGINT", "_bad_field": "TEXT", "_reason": "TEXT", "_blank": "BOOLEAN", "_cells": "TEXT[]"}
Test = tuple[exp.Expression, str, str]


@dataclass(frozen=True)
class Catalogue:
    """What cells may name: events and standards of the profile."""

    events: tuple[str, ...]
    standards: tuple[str, ...]


def catalogue_of(profile: Profile) -> Catalogue:
    named = {event for s in profile.standards for event in (s.start_event, s.end_event, s.due_event) if event}
    named |= {event.event for contract in profile.contracts.values() for event in contract.events}
    named |= {event for contract in profile.contracts.values() for event in contract.values.get("event", {}).values()}
    return Catalogue(tuple(sorted(named)), tuple(sorted(s.standard_id for s in profile.standards)))


class Mapping:
    """The query of one contract against one file's columns."""

    def __init__(self, contract: Contract, columns: tuple[str, ...], zone: str, privacy: Privacy, catalogue: Catalogue) -> None:
        self.contract, self.catalogue = contract, catalogue
        self.kind: Kind = kinds()[contract.kind]
        named = {plain_header(name): name for name in reversed(columns)}
        wanted = {**contract.columns, **({"link_key": contract.link.column} if contract.link else {})}
        self.all_columns = columns
        self.columns = {field: named[plain_header(name)] for field, name in wanted.items() if plain_header(name) in named}
        joined = [field for join in contract.join.values() for field in join.columns]
        self.present = [*self.columns, *joined]
        self.fields = Fields(contract, self.kind, self.present, zone, privacy)

    def query(self, with_path: bool) -> exp.Select:
        """The kind's fields and MARKS, in the order of the file. `_cells` are the masked texts of a refused row.

        Of several files (`with_path`) each row is told the moment its own came, by a join; of one, by a variable. A join hands
        rows on in any order, even on one thread (a chunk of under 64 rows waits for others): so rows are numbered before it and
        sorted after it. Without a join the order is kept, and nothing is numbered.
        """
        tests = self._tests()
        # the first fault once, as field and code: each of the three columns that tell of it would try all tests again
        fault = _first(tests, [f"{field}{BETWEEN}{code}" for _, field, code in tests])
        rows = select("r.*", exp.alias_(fault, "_fault")).from_(self._resolved(with_path).subquery("r")).subquery("q")
        part = {name: call("split_part", exp.column("_fault"), exp.Literal.string(BETWEEN), exp.Literal.number(place))
                for place, name in enumerate(("_bad_field", "_reason"), 1)}  # fmt: skip
        marks = {
            "_sheet": exp.column("_sheet"), "_row": exp.column("_row"), **part, "_blank": exp.column("_blank"),
            "_cells": exp.case().when(exp.not_(exp.column("_fault").is_(exp.null())), self._cells()),
        }  # fmt: skip
        outputs = [exp.alias_(exp.cast(self._output(name), kind), name) for name, kind in self.outputs().items()]
        outputs += [exp.alias_(exp.cast(mark, MARKS[name]), name) for name, mark in marks.items()]
        query = select(*([exp.column("_path")] if with_path else []), *outputs).from_(rows)
        return query.order_by("_place") if self._joins(with_path) else query

    def outputs(self) -> dict[str, str]:
        """The columns of the table that takes the rows, beside file, sheet and row, with their types."""
        return {**self.kind.types, **({"link_key": "TEXT"} if self.contract.kind == "case_event" else {})}

    def cells_header(self) -> list[str]:
        """The file's own headers of the cells that a refused row keeps."""
        return [self.columns[field] for field in self.columns]

    @property
    def agency_field(self) -> str:
        return "new_agency" if self.contract.kind == "case_event" else "agency"

    def required(self) -> list[list[str]]:
        """Groups of fields of which a row needs one."""
        if self.contract.kind == "case_event":
            return [["link_key" if self.contract.link else "case_id"], ["event"], *self._first_dates()]
        keys = [[self.fields.origin(name)] for name in self.contract.key if name not in ("agency_id", "procedure_code")] or [["case_id"]]
        return [*keys, ["agency"], *self._first_dates()]

    def _first_dates(self) -> list[list[str]]:
        return [[self.fields.origin(name) for name in self.kind.first_dates]]

    def _output(self, field: str) -> exp.Expression:
        if field == "case_id" and self.contract.key:
            return self._key()
        if field == self.agency_field + "_id":
            return exp.column("_agency_id")
        if field in self.fields.agencies():
            return exp.column(f"_{field}")
        if field == "case_kind" and self.contract.case_kind:
            return exp.Literal.string(self.contract.case_kind)
        return exp.column(f"v_{field}") if field in self.fields.parsed else exp.null()

    def _key(self) -> exp.Expression:
        """The case number of a row that has none: the typed values of its key, so that 05/01/2026 and 2026-01-05 are one."""
        parts = []
        for name in self.contract.key:
            value = exp.column("_agency_id") if name == "agency_id" else exp.column(f"v_{name}")
            moment = self.kind.types.get(name) == "TIMESTAMP"
            text = call("strftime", value, exp.Literal.string("%Y-%m-%d")) if moment else exp.cast(value, "TEXT")
            parts.append(exp.func("coalesce", text, exp.Literal.string("")))
        return call("concat_ws", exp.Literal.string("~"), *parts)

    def _joins(self, with_path: bool) -> bool:
        return with_path or bool(self.contract.join)

    def _texts(self, with_path: bool) -> exp.Select:
        cells = [quoted(name, "f") for name in self.all_columns]
        blank = exp.func("coalesce", *cells, exp.null()).is_(exp.null())
        query = select("f._path", "f._sheet", "f._row", exp.alias_(blank, "_blank"))
        if self._joins(with_path):
            place = exp.alias_(exp.Window(this=call("row_number")), "_place")
            query = query.select("f._place").from_(select("*", place).from_("incoming_raw").subquery("f"))
        else:
            query = query.from_(exp.to_table("incoming_raw", alias="f"))
        if with_path:
            query = query.select("i.received_at as _received_at")
            query = query.join(exp.to_table("incoming_files", alias="i"), on="f._path = i.path", join_type="left")
        else:
            query = query.select(exp.alias_(call("getvariable", exp.Literal.string("received_at")), "_received_at"))
        for field, header in self.columns.items():
            query = query.select(exp.alias_(self._corrected(field, call("as_text", quoted(header, "f"))), f"t_{field}"))
        for name, join in self.contract.join.items():
            table = exp.to_table(f"sources.lookup_{join.source}", alias=f"j_{name}")
            on = [
                exp.EQ(this=call("as_text", quoted(mine, "f")), expression=quoted(theirs, f"j_{name}")) for mine, theirs in join.on.items()
            ]
            query = query.join(table, on=exp.and_(*on), join_type="left")
            for field, header in join.columns.items():
                query = query.select(exp.alias_(quoted(header, f"j_{name}"), f"t_{field}"))
        return query

    def _corrected(self, field: str, text: exp.Expression) -> exp.Expression:
        known = [c for c in self.contract.corrections if c.field == field and "case_id" in self.columns]
        case = exp.case()
        for correction in known:
            same = exp.EQ(this=call("as_text", quoted(self.columns["case_id"], "f")), expression=exp.Literal.string(correction.key))
            wrong = exp.EQ(this=text.copy(), expression=exp.Literal.string(correction.expect))
            case = case.when(exp.and_(same, wrong), exp.Literal.string(correction.value))
        return case.else_(text) if known else text

    def _resolved(self, with_path: bool) -> exp.Select:
        values = [exp.alias_(value, f"v_{field}") for field, value in self.fields.values().items()]
        parsed = select("t.*", *values).from_(self._texts(with_path).subquery("t"))
        derived = [exp.alias_(value, f"v_{field}") for field, value in self.fields.derived().items()]
        dated = select("d.*", *derived).from_(parsed.subquery("d"))
        named = {"_agency_id": self.agency_field, **{f"_{field}": source for field, source in self.fields.agencies().items()}}
        return select("p.*", *(exp.alias_(self._named(source), name) for name, source in named.items())).from_(dated.subquery("p"))

    def _named(self, field: str) -> exp.Expression:
        """The agency that `field` names on the row's first day."""
        if field not in self.present:
            return exp.cast(exp.null(), "TEXT")
        moments = [exp.column(f"v_{name}", "p") for name in self.kind.first_dates if name in self.fields.parsed]
        day = exp.cast(exp.func("coalesce", *moments, exp.null()), "DATE")
        return call("agency_on", call("as_match_key", exp.column(f"t_{field}", "p")), day)

    def _tests(self) -> list[Test]:
        """(test, field, code) in order of precedence: the first that holds is the row's reason."""
        tests: list[Test] = self._header_again()
        for group in self.required():
            texts = [exp.column(f"t_{field}") for field in group if field in self.present]
            tests.append((exp.func("coalesce", *texts, exp.null()).is_(exp.null()), group[0], "missing"))
        tests += self.fields.tests(FIRST_DAY, FARTHEST)
        unknown = exp.column("_agency_id").is_(exp.null())
        if self.contract.kind == "case_event":
            unknown = (
                exp.and_(unknown, exp.not_(exp.column("t_new_agency").is_(exp.null()))) if "new_agency" in self.present else exp.false()
            )
        tests.append((unknown, self.agency_field, "agency"))
        if self.contract.kind == "case_event" and "event" not in self.contract.values:
            tests.append((_not_among("event", self.catalogue.events), "event", "event"))
        if "standard_id" in self.present:
            tests.append((_not_among("standard_id", self.catalogue.standards), "standard_id", "standard"))
        return tests

    def _header_again(self) -> list[Test]:
        """Files pasted together, and pages printed to a file, have the header in the middle: the first two columns tell it."""
        first = [(field, unicodedata.normalize("NFC", header)) for field, header in self.columns.items()][:2]
        same = [exp.EQ(this=exp.column(f"t_{field}"), expression=exp.Literal.string(header)) for field, header in first]
        return [(exp.and_(*same), first[0][0], "header")] if len(same) == 2 else []

    def _cells(self) -> exp.Expression:
        return exp.Array(expressions=[self.fields.shown(field) for field in self.columns])


def _not_among(field: str, known: tuple[str, ...]) -> exp.Expression:
    names = [exp.Literal.string(name) for name in known] or [exp.Literal.string("")]
    return exp.not_(exp.column(f"v_{field}").isin(*names))


def _first(tests: list[Test], results: list[str]) -> exp.Expression:
    case = exp.Case()
    for (test, _, _), result in zip(tests, results, strict=True):
        case = case.when(test.copy(), exp.Literal.string(result))
    return case
