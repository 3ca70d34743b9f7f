"""What a source contract may say, and at which line it says something else (docs/decisions/003).

A misspelt field would otherwise be a column that nobody misses, and a misspelt value an event that never happens.
"""

import datetime as dt
import difflib
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.runtime.errors import LawgapError
from pipelines.runtime.kinds import NO, YES, Kind, case_kinds, kinds

if TYPE_CHECKING:
    from pipelines.runtime.contract import Contract

NAME = r"(?:\"(?:[^\"\\]|\\.)*\"|'[^']*'|[A-Za-z0-9_-]+)"
DOTTED = rf"({NAME}(?:\s*\.\s*{NAME})*)"
TABLE = re.compile(rf"\s*(\[\[?)\s*{DOTTED}\s*\]\]?\s*(?:#.*)?$")
KEY = re.compile(rf"\s*{DOTTED}\s*=")
# the names a file's agency columns go by; the register's id is looked up from what they say
WRITTEN_AS = {"agency_id": "agency", "new_agency_id": "new_agency"}
# every part differs from the one strptime puts where a format does not say it
SAMPLE = dt.datetime(2026, 11, 24, 13, 45, 56, tzinfo=dt.UTC)


class Written:
    """A contract as its author wrote it, to say at which line a key stands."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.lines: dict[tuple, int] = {}
        table: tuple = ()
        entries: dict[tuple, int] = {}
        for number, line in enumerate(text.splitlines(), 1):
            if head := TABLE.match(line):
                table = _parts(head[2])
                if head[1] == "[[":
                    entries[table] = entries.get(table, -1) + 1
                    table = (*table, entries[table])
                self.lines.setdefault(table, number)
            elif key := KEY.match(line):
                self.lines.setdefault((*table, *_parts(key[1])), number)

    def error(self, what: str, do: str, *key: str | int) -> LawgapError:
        """The error at `key`, or at what stands nearest around it where the key itself is missing."""
        around = (key[:length] for length in range(len(key), 0, -1))
        line = next((self.lines[part] for part in around if part in self.lines), 1)
        return LawgapError(f"{_spelt(key)}: {what}" if key else what, f"{self.path}, line {line}", do)


def _parts(dotted: str) -> tuple[str, ...]:
    """`join."a b"` → ("join", "a b"), by the rules of TOML."""
    value, parts = tomllib.loads(f"{dotted} = 0"), []
    while isinstance(value, dict):
        [(name, value)] = value.items()
        parts.append(name)
    return tuple(parts)


def _spelt(key: tuple[str | int, ...]) -> str:
    """("events", 2, "at") → `events (entry 3).at`: people count from one."""
    return "".join(f" (entry {part + 1})" if isinstance(part, int) else f".{part}" for part in key).removeprefix(".")


def nearest(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """What to write instead of `name`: the most similar known name, else all of them."""
    names = sorted(set(known))
    close = difflib.get_close_matches(name, names, 1)
    return f"did you mean {close[0]!r}?" if close else otherwise or f"use one of: {', '.join(names)}"


def check_contract(contract: "Contract", written: Written) -> None:
    """Raises LawgapError at the first thing in `contract` that its kind does not allow."""
    _check_kind(contract, written)
    _check_dates(contract, written)
    if contract.kind == "lookup":
        return
    for check in (_check_columns, _check_values, _check_key, _check_events, _check_corrections, _check_headers, _check_required):
        check(contract, kinds()[contract.kind], written)


def _check_kind(contract: "Contract", written: Written) -> None:
    known = [*kinds(), "lookup"]
    if contract.kind not in known:
        raise written.error(f"no kind {contract.kind!r}", nearest(contract.kind, known), "kind")
    if contract.kind == "case_event":
        _check_case_kind(contract, written)
        return
    for key, given in (("case_kind", contract.case_kind), ("link", contract.link)):
        if given:
            do = f'remove it, or write kind = "case_event" instead of kind = "{contract.kind}"'
            raise written.error("only a file of events says whose they are", do, key)


def _check_case_kind(contract: "Contract", written: Written) -> None:
    said: list[tuple[str, tuple[str, ...]]] = [(contract.case_kind, ("case_kind",))] if contract.case_kind else []
    said += [(kind, ("values", "case_kind", text)) for text, kind in contract.values.get("case_kind", {}).items()]
    for name, key in said:
        if name not in case_kinds():
            raise written.error(f"no case kind {name!r}", nearest(name, case_kinds()), *key)
    if bool(contract.case_kind) == ("case_kind" in contract.fields):
        do = 'write either case_kind = "complaint" above the tables, or case_kind = "<header>" under [columns]'
        raise written.error("whose events these are must be said once", do, "case_kind")
    if contract.events:
        raise written.error("in a file of events each row is one", "remove it; map the column that names the event", "events", 0)
    if contract.link:
        fields = kinds()[contract.case_kind].types if contract.case_kind else {}
        if contract.link.field not in fields:
            do = nearest(contract.link.field, fields) if fields else "write case_kind above the tables"
            raise written.error(f"{contract.case_kind or 'no kind'} has no field {contract.link.field!r}", do, "link", "field")


def _check_dates(contract: "Contract", written: Written) -> None:
    for form in contract.date_formats:
        if "%y" in form:
            raise written.error(f"{form!r} reads a year of two digits, which says no century", "use %Y", "date_formats")
        try:
            read = dt.datetime.strptime(SAMPLE.strftime(form), form)
        except ValueError as error:
            raise written.error(f"{form!r} is no date format: {error}", "for example '%d/%m/%Y %H:%M'", "date_formats") from None
        if read.date() != SAMPLE.date():
            raise written.error(f"{form!r} does not read day, month and year", "for example '%d/%m/%Y %H:%M'", "date_formats")


def _derived(kind: Kind) -> dict[str, str]:
    """Field that the intake fills → the field it is made from."""
    return {name: str(field[flag]) for name, field in kind.file.fields.items() for flag in ("period_of", "agency_of") if flag in field}


def _check_written(name: str, kind: Kind, written: Written, *key: str | int) -> None:
    """`name` is a field of the kind that a file can fill."""
    fillable = {WRITTEN_AS.get(field, field) for field in kind.types if field not in _derived(kind)}
    if name in fillable:
        return
    if name in WRITTEN_AS and WRITTEN_AS[name] in fillable:
        raise written.error("the intake looks it up from the code or name in the file", f"did you mean {WRITTEN_AS[name]!r}?", *key)
    if origin := _derived(kind).get(name):
        raise written.error(f"the intake makes it from {origin!r}", f"remove it, and map {origin!r}", *key)
    raise written.error(f"{kind.name} has no field {name!r}", nearest(name, fillable), *key)


def _check_field(name: str, kind: Kind, written: Written, *key: str | int) -> None:
    """`name` is a field of the kind, filled by a file or by the intake."""
    if name not in kind.types:
        raise written.error(f"{kind.name} has no field {name!r}", nearest(name, kind.types), *key)


def _is_filled(name: str, contract: "Contract", kind: Kind) -> bool:
    """Whether a column, a look-up or the intake gives the field of a row a value."""
    origin = _derived(kind).get(name, name)
    return WRITTEN_AS.get(origin, origin) in contract.fields or (origin == "case_id" and bool(contract.key))


def _check_columns(contract: "Contract", kind: Kind, written: Written) -> None:
    for name in contract.columns:
        _check_written(name, kind, written, "columns", name)
    for join, table in contract.join.items():
        for name in table.columns:
            _check_written(name, kind, written, "join", join, "columns", name)


def _check_values(contract: "Contract", kind: Kind, written: Written) -> None:
    for name in contract.values:
        _check_written(name, kind, written, "values", name)
        if name not in contract.fields:
            raise written.error(f"no column fills {name!r}", f"add {name} under [columns], or remove [values.{name}]", "values", name)
    for name in contract.fields:
        if name in kind.yes_or_no and not {*contract.values.get(name, {"": ""}).values()} <= {YES, NO}:
            do = f'write, for example, "Có" = "{YES}" and "Không" = "{NO}" under [values.{name}]'
            raise written.error(
                f"{name!r} is either {YES!r} or {NO!r}", do, *(("values", name) if name in contract.values else ("columns", name))
            )


def _check_key(contract: "Contract", kind: Kind, written: Written) -> None:
    known = [name for name in kind.types if name != "case_id"]
    for name in contract.key:
        if name not in known:
            raise written.error(f"{kind.name} has no field {name!r} to make a key of", nearest(name, known), "key")
        if not _is_filled(name, contract, kind):
            raise written.error(f"no column fills {name!r}", f"add {WRITTEN_AS.get(name, name)} under [columns]", "key")


def _check_events(contract: "Contract", kind: Kind, written: Written) -> None:
    for place, event in enumerate(contract.events):
        at = ("events", place, "at")
        _check_field(event.at, kind, written, *at)
        if event.at not in kind.moments:
            raise written.error(f"{event.at!r} is not a moment", nearest(event.at, kind.moments), *at)
        if not _is_filled(event.at, contract, kind):
            raise written.error(f"no column fills {event.at!r}: this never happens", f"add {event.at} under [columns]", *at)
        for name, wanted in event.when.items():
            _check_field(name, kind, written, "events", place, "when", name)
            yields = set(contract.values.get(name, {}).values())
            # "" stands for an empty cell
            for value in wanted if yields else []:
                if value and value not in yields:
                    what = f"no entry of [values.{name}] yields {value!r}"
                    raise written.error(what, nearest(value, yields), "events", place, "when", name)


def _check_corrections(contract: "Contract", kind: Kind, written: Written) -> None:
    for place, correction in enumerate(contract.corrections):
        _check_written(correction.field, kind, written, "corrections", place, "field")


def _check_headers(contract: "Contract", kind: Kind, written: Written) -> None:
    """A header cannot be read and not be read."""
    for key in ("ignored", "never_store"):
        unread = {name.casefold() for name in getattr(contract, key)}
        for field, header in contract.columns.items():
            if header.casefold() in unread:
                raise written.error(f"{header!r} is mapped to {field!r} too", f"remove it from {key} or from [columns]", key)


def _check_required(contract: "Contract", kind: Kind, written: Written) -> None:
    def missing(name: str, do: str) -> LawgapError:
        return written.error(f"{kind.name} needs {name}", do, "columns")

    if not (_is_filled("case_id", contract, kind) or contract.link):
        raise missing("case_id", 'add case_id = "<header>" under [columns], or key = ["<field>", "<field>"] above the tables')
    for name in ("agency",) if "agency_id" in kind.types else ("event",):
        if name not in contract.fields:
            raise missing(name, f'add {name} = "<header>" under [columns]')
    if not any(_is_filled(name, contract, kind) for name in kind.first_dates):
        origins = [_derived(kind).get(name, name) for name in kind.first_dates]
        raise missing(" or ".join(origins), f'add {origins[0]} = "<header>" under [columns]')
