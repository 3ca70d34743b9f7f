"""A contract as one query: texts of a file in, typed rows with a reason to refuse them out.

Built as an SQLGlot tree, so that a header from a file is always a quoted identifier and a value
always a literal. One pass over the file.
"""

import re
import unicodedata

from sqlglot import exp, select

from pipelines.runtime.contract import Contract
from pipelines.runtime.sqlfile import SqlFile

FIRST_DAY = "1990-01-01"


class Mapping:
    """The query of one contract against one file's header.

    `fields` and `types` come from the kind's header; `first_date` is the moment at which the
    agency's code is looked up.
    """

    def __init__(self, contract: Contract, kind: SqlFile, header: list[str], zone: str) -> None:
        self.contract, self.zone = contract, zone
        self.kind = kind
        self.first_date = str(kind.header["first_date"])
        self.types = {name: str(field["type"]) for name, field in kind.fields.items()}
        self.ahead = {name for name, field in kind.fields.items() if field.get("ahead")}
        named = {plain_header(name): name for name in reversed(header)}
        wanted = {**contract.columns, **({"link_key": contract.link.column} if contract.link else {})}
        self.columns = {field: named[plain_header(name)] for field, name in wanted.items() if plain_header(name) in named}
        self.joined = {f: h for join in contract.join.values() for f, h in join.columns.items()}

    @property
    def present(self) -> list[str]:
        """Fields that this file fills."""
        return [*self.columns, *self.joined]

    @property
    def required(self) -> list[str]:
        if self.contract.kind == "case_event":
            return ["link_key" if self.contract.link else "case_id", "event", self.first_date]
        return ["case_id", "agency", self.first_date]

    def missing_headers(self) -> list[str]:
        """Headers of required fields that the file does not have."""
        fields = {**self.contract.fields, **({"link_key": self.contract.link.column} if self.contract.link else {})}
        return [fields.get(field, field) for field in self.required if field not in self.present]

    def query(self) -> exp.Expression:
        """Columns: _n, _path, _sheet, the kind's fields, _bad_field, _reason (code; null if accepted), _blank.

        Reads when each file came from `incoming_files`, so that one text serves every file of a source.
        """
        parsed = self._parsed().subquery("p")
        resolved = (
            select("p.*", exp.alias_(exp.column("agency_id", "a"), "_agency_id"))
            .from_(parsed)
            .join(exp.to_table("sources.agency", alias="a"), on=self._agency_on(), join_type="left")
            .subquery("r")
        )
        bad = self._reasons()
        fields = [self._output(name) for name in self.outputs()]
        return select(
            "_n", "_path", "_sheet", *fields,
            exp.alias_(self._case([(test, exp.Literal.string(field)) for test, field, _ in bad]), "_bad_field"),
            exp.alias_(self._case([(test, exp.Literal.string(code)) for test, _, code in bad]), "_reason"),
            exp.alias_(exp.and_(*[exp.column(f"t_{field}").is_(exp.null()) for field in self.present]), "_blank"),
        ).from_(resolved)  # fmt: skip

    def outputs(self) -> list[str]:
        """The columns of the table that takes the rows, beside file, sheet and row."""
        return [*self.types, *(["link_key"] if self.contract.kind == "case_event" else [])]

    def _output(self, field: str) -> exp.Expression:
        kind = self.types.get(field, "TEXT")
        if field == "agency_id" or field == "new_agency_id":
            source: exp.Expression = exp.column("_agency_id") if field in self._agency_field() else exp.null()
        elif field == "case_kind" and self.contract.case_kind:
            source = exp.Literal.string(self.contract.case_kind)
        else:
            source = exp.column(f"v_{field}") if field in self.present else exp.null()
        return exp.alias_(exp.cast(source, kind), field)

    def _agency_field(self) -> tuple[str, ...]:
        return ("new_agency_id",) if self.contract.kind == "case_event" else ("agency_id",)

    def _texts(self) -> exp.Select:
        query = select("f._n", "f._path", "f._sheet", "i.received_at as _received_at").from_(exp.to_table("incoming_raw", alias="f"))
        query = query.join(exp.to_table("incoming_files", alias="i"), on="f._path = i.path")
        for field, header in self.columns.items():
            query = query.select(exp.alias_(_call("as_text", _column(header, "f")), f"t_{field}"))
        for name, join in self.contract.join.items():
            table = exp.to_table(f"sources.lookup_{join.source}", alias=f"j_{name}")
            on = [
                exp.EQ(this=_call("as_text", _column(mine, "f")), expression=_column(theirs, f"j_{name}"))
                for mine, theirs in join.on.items()
            ]
            query = query.join(table, on=exp.and_(*on), join_type="left")
            for field, header in join.columns.items():
                query = query.select(exp.alias_(_call("as_text", _column(header, f"j_{name}")), f"t_{field}"))
        return query

    def _parsed(self) -> exp.Select:
        values = [exp.alias_(self._value(field), f"v_{field}") for field in self.present]
        return select("t.*", *values).from_(self._texts().subquery("t"))

    def _value(self, field: str) -> exp.Expression:
        text = exp.column(f"t_{field}")
        kind = self.types.get(field, "TEXT")
        if field in self.contract.values:
            return _lookup(text, self.contract.values[field])
        if kind == "TIMESTAMP":
            moment = self._moment(text)
            return _call("as_due", text, moment) if field in self.ahead else moment
        if kind == "BIGINT":
            return _call("as_integer", text)
        if kind.startswith("DECIMAL"):
            return _call("as_decimal", text)
        return text

    def _moment(self, text: exp.Expression) -> exp.Expression:
        formats = [f for f in self.contract.date_formats if "%z" not in f]
        array = exp.Array(expressions=[exp.Literal.string(f) for f in formats or ["%Y-%m-%d"]])
        if len(formats) < len(self.contract.date_formats):
            return _call("as_zoned_moment", text, array, exp.Literal.string(self.zone))
        return _call("as_moment", text, array)

    def _agency_on(self) -> exp.Expression:
        code = "new_agency" if self.contract.kind == "case_event" else "agency"
        if code not in self.present:
            return exp.false()
        day = exp.cast(exp.column(f"v_{self.first_date}", "p") if self.first_date in self.present else exp.null(), "DATE")
        start, end = exp.column("valid_from", "a"), exp.column("valid_to", "a")
        return exp.and_(
            exp.EQ(this=exp.column("code", "a"), expression=exp.column(f"t_{code}", "p")),
            exp.GTE(this=day.copy(), expression=start),
            exp.or_(end.is_(exp.null()), exp.LTE(this=day.copy(), expression=end)),
        )

    def _reasons(self) -> list[tuple[exp.Expression, str, str]]:
        """(test, field, code) in order of precedence: the first that holds is the row's reason."""
        tests: list[tuple[exp.Expression, str, str]] = []
        for field in self.required:
            tests.append((exp.column(f"t_{field}").is_(exp.null()), field, "missing"))
        for field in self.present:
            kind = self.types.get(field, "TEXT")
            unread = exp.and_(exp.column(f"v_{field}").is_(exp.null()), exp.not_(exp.column(f"t_{field}").is_(exp.null())))
            if field in self.contract.values:
                tests.append((unread, field, "value"))
            elif kind == "TIMESTAMP":
                tests.append((unread, field, "date"))
                tests.append((exp.LT(this=exp.column(f"v_{field}"), expression=_timestamp(FIRST_DAY)), field, "too_old"))
                if field not in self.ahead:
                    tests.append((exp.GT(this=exp.column(f"v_{field}"), expression=exp.column("_received_at")), field, "future"))
            elif kind != "TEXT":
                tests.append((unread, field, "number"))
        if self.contract.kind != "case_event":
            tests.append((exp.column("_agency_id").is_(exp.null()), "agency", "agency"))
        return tests

    @staticmethod
    def _case(branches: list[tuple[exp.Expression, exp.Expression]]) -> exp.Expression:
        case = exp.Case()
        for test, result in branches:
            case = case.when(test.copy(), result)
        return case


def plain_header(name: str) -> str:
    """A header without what people add to it: case, spaces, and a remark in parentheses at its end."""
    text = re.sub(r"\s*\([^)]*\)\s*$", "", unicodedata.normalize("NFC", name))
    return re.sub(r"\s+", " ", text).strip().casefold()


def _column(name: str, table: str) -> exp.Column:
    return exp.column(exp.to_identifier(name, quoted=True), table)


def _call(name: str, *arguments: exp.Expression) -> exp.Expression:
    return exp.Anonymous(this=name, expressions=[argument.copy() for argument in arguments])


def _timestamp(text: str) -> exp.Expression:
    return exp.cast(exp.Literal.string(text), "TIMESTAMP")


def _lookup(text: exp.Expression, values: dict[str, str]) -> exp.Expression:
    """`values` as a CASE; the key '*' stands for every other text."""
    case = exp.Case(this=text.copy())
    for written, stored in values.items():
        if written != "*":
            case = case.when(exp.Literal.string(written), exp.Literal.string(stored))
    if "*" in values:
        return exp.case().when(text.copy().is_(exp.null()), exp.null()).else_(case.else_(exp.Literal.string(values["*"])))
    return case
