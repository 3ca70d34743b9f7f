"""How one cell becomes one value: parsed by its field's type, mapped, hashed or masked, and the tests that can refuse it."""

import datetime as dt

from sqlglot import exp

from assets.sources.privacy import Privacy
from pipelines.runtime.contract import Contract
from pipelines.runtime.kinds import Kind

# every part of it has as many digits as it can have
A_DAY = dt.datetime(2026, 10, 20, 10, 20, 30)
Test = tuple[exp.Expression, str, str]


class Fields:
    """The fields that a file fills (`present`), and those derived from them (`parsed` has both)."""

    def __init__(self, contract: Contract, kind: Kind, present: list[str], zone: str, privacy: Privacy) -> None:
        self.contract, self.kind, self.present, self.zone, self.privacy = contract, kind, present, zone, privacy
        self.meaning = {**kind.file.fields, "link_key": {"type": "TEXT", "code": True}}
        self.due, self.ahead = kind.flagged("due"), kind.may_lie_ahead
        self.periods = {name: str(f["period_of"]) for name, f in kind.file.fields.items() if f.get("period_of")}
        self.periods = {name: origin for name, origin in self.periods.items() if origin in present}
        self.parsed = {*present, *self.periods}

    def origin(self, field: str) -> str:
        """The field whose cell a derived one is made from."""
        return str(self.kind.file.fields.get(field, {}).get("period_of") or field)

    def values(self) -> dict[str, exp.Expression]:
        """Field → value from its text `t_<field>`."""
        return {field: self._value(field) for field in self.present}

    def derived(self) -> dict[str, exp.Expression]:
        """First days of periods, from the periods already parsed."""
        return {field: call("as_period_start", exp.cast(exp.column(f"v_{origin}"), "TEXT")) for field, origin in self.periods.items()}

    def agencies(self) -> dict[str, str]:
        """Fields that hold the register's id of an agency another field names."""
        found = {name: str(f["agency_of"]) for name, f in self.kind.file.fields.items() if f.get("agency_of")}
        return {name: origin for name, origin in found.items() if origin in self.present}

    def _type(self, field: str) -> str:
        return str(self.meaning.get(field, {}).get("type", "TEXT"))

    def _value(self, field: str) -> exp.Expression:
        text, kind = exp.column(f"t_{field}"), self._type(field)
        if field in self.contract.values:
            return lookup(text, self.contract.values[field])
        if kind == "TIMESTAMP":
            moment = self._moment(text)
            return call("as_due", text, moment) if field in self.due else moment
        if kind == "BIGINT":
            return call("as_integer", text)
        if kind.startswith("DECIMAL"):
            return call("as_decimal", text)
        if field in self.periods.values():
            return call("as_period", text)
        return self._safe(field, text)

    def _safe(self, field: str, text: exp.Expression) -> exp.Expression:
        """A text that may be stored: a keyed hash, an identifier, or what is left after masking."""
        flags = self.meaning.get(field, {})
        if flags.get("token"):
            return call("as_token", text)
        # an agency's name or code is looked up and not stored
        if field in ("agency", "new_agency"):
            return text
        if flags.get("code"):
            return exp.case().when(exp.not_(self.privacy.is_personal(text)), text) if self.privacy.guards_codes else text
        return self.privacy.masked(text)

    def shown(self, field: str) -> exp.Expression:
        """The cell as the reject workbook shows it: never what could be somebody's."""
        text = exp.column(f"t_{field}")
        if self.meaning.get(field, {}).get("token"):
            return exp.cast(exp.null(), "TEXT")
        masked = self.privacy.masked(text)
        if "*" in self.contract.values.get(field, {}):
            return masked
        if self._type(field) != "TEXT" or field in self.contract.values or self.meaning.get(field, {}).get("code"):
            return exp.case().when(exp.not_(exp.column(f"v_{field}").is_(exp.null())), text).else_(masked)
        return masked

    def _moment(self, text: exp.Expression) -> exp.Expression:
        """The text read by the first format that fits; formats as long as the text are tried first, for a miss costs ten hits."""
        lengths = {f: len(A_DAY.strftime(f)) for f in self.contract.date_formats}
        moment = exp.Case(this=call("length", text))
        for length in dict.fromkeys(lengths.values()):
            moment = moment.when(exp.Literal.number(length), self._read(text, sorted(lengths, key=lambda f: lengths[f] != length)))
        return moment.else_(self._read(text, list(lengths)))

    def _read(self, text: exp.Expression, formats: list[str]) -> exp.Expression:
        plain = [f for f in formats if "%z" not in f]
        array = exp.Array(expressions=[exp.Literal.string(f) for f in plain or ["%Y-%m-%d"]])
        if len(plain) < len(formats):
            return call("as_zoned_moment", text, array, exp.Literal.string(self.zone))
        return call("as_moment", text, array)

    def tests(self, first_day: str, farthest: int) -> list[Test]:
        """What is wrong with single cells, field by field in the contract's order."""
        return [test for field in self.present for test in (self._not_computed(field), *self._tests(field, first_day, farthest))]

    def _not_computed(self, field: str) -> Test:
        """An error of a spreadsheet is no value: as a case's number it would stand for every case that has it."""
        error: exp.Expression = call("is_error", exp.column(f"t_{field}"))
        if self._type(field) != "TEXT" or field in self.contract.values:
            # a text that was read as a number, a moment or one of the values is none
            error = exp.and_(exp.column(f"v_{field}").is_(exp.null()), error)
        return error, field, "formula"

    def _tests(self, field: str, first_day: str, farthest: int) -> list[Test]:
        text, value, kind = exp.column(f"t_{field}"), exp.column(f"v_{field}"), self._type(field)
        unread = exp.and_(value.is_(exp.null()), exp.not_(text.is_(exp.null())))
        if field in self.contract.values:
            return [(unread, field, "value")]
        if kind == "TIMESTAMP":
            too_old = exp.LT(this=value, expression=exp.cast(exp.Literal.string(first_day), "TIMESTAMP"))
            latest: exp.Expression = exp.column("_received_at")
            if field in self.ahead:
                latest = exp.Add(this=latest, expression=exp.Interval(this=exp.Literal.string(str(farthest)), unit=exp.var("YEAR")))
            too_new = exp.GT(this=value, expression=latest)
            return [(unread, field, "date"), (too_old, field, "too_old"), (too_new, field, "too_far" if field in self.ahead else "future")]
        if field in self.periods.values():
            period = call("as_period", exp.cast(value, "TEXT"))
            return [(exp.and_(period.is_(exp.null()), exp.not_(text.is_(exp.null()))), field, "period")]
        if kind != "TEXT":
            return [(unread, field, "number")]
        return [(unread, field, "personal")] if self.meaning.get(field, {}).get("code") and self.privacy.guards_codes else []


def quoted(name: str, table: str) -> exp.Column:
    return exp.column(exp.to_identifier(name, quoted=True), table)


def call(name: str, *arguments: exp.Expression) -> exp.Expression:
    return exp.Anonymous(this=name, expressions=[argument.copy() for argument in arguments])


def lookup(text: exp.Expression, values: dict[str, str]) -> exp.Expression:
    """`values` as a CASE on the text without regard to case; the key '*' stands for every other text."""
    case = exp.Case(this=exp.func("lower", text.copy()))
    for written, stored in values.items():
        if written != "*":
            case = case.when(exp.Literal.string(written.lower()), exp.Literal.string(stored))
    if "*" in values:
        return exp.case().when(text.copy().is_(exp.null()), exp.null()).else_(case.else_(exp.Literal.string(values["*"])))
    return case
