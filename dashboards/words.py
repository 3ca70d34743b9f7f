"""Words and numbers of one language: the only place that knows how a reader writes 1.234,5."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from markupsafe import Markup, escape

LOCALES = Path(__file__).parent / "locales"
LANGUAGES = ("vi", "en")
NBSP = "\u00a0"
BOLD = re.compile(r"\*\*(.+?)\*\*")


def flatten(table: dict[str, Any], prefix: str = "") -> dict[str, str]:
    """Nested TOML tables as dotted keys, so that two languages can be compared key by key."""
    flat: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            flat |= flatten(value, f"{prefix}{key}.")
        else:
            flat[prefix + key] = value
    return flat


@lru_cache
def strings(language: str) -> dict[str, str]:
    """Every string of a language by its dotted key, from one file a page and a few that all pages share."""
    found: dict[str, str] = {}
    for file in sorted((LOCALES / language).glob("*.toml")):
        words = flatten(tomllib.loads(file.read_text(encoding="utf-8")))
        if twice := found.keys() & words.keys():
            raise ValueError(f"{file}: {min(twice)} is said in another file as well")
        found |= words
    return {key: unbroken(text) for key, text in found.items()}


def unbroken(text: str) -> str:
    """95 % as Vietnamese writes it must not end a line between the number and its sign."""
    return text.replace(" %", NBSP + "%")


@lru_cache(maxsize=100_000)
def decimal(value: float, places: int, language: str) -> str:
    """Babel is exact and slow; a site repeats the same numbers thousands of times."""
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return format_decimal(value, pattern, locale=language)


def places_of(value: float) -> int:
    """How many decimals a number has that was set, not estimated: 2 of 5.25, none of 5.0."""
    return len(f"{value:.6g}".partition(".")[2])


@lru_cache(maxsize=20_000)
def day(value: date, language: str) -> str:
    """dd/mm/yyyy, as Vietnamese files write it; English spells the month to avoid doubt."""
    return format_date(value, "dd/MM/yyyy" if language == "vi" else "d MMM yyyy", locale=language)


class Count(int):
    """An integer that prints grouped, and picks a plural form: {n:duty|duties}."""

    language = "vi"

    def __format__(self, spec: str) -> str:
        if "|" in spec:
            return spec.split("|")[0 if self == 1 else 1]
        return decimal(int(self), 0, self.language)


class EnglishCount(Count):
    """The same in English grouping; a class, because format() has no other way to know."""

    language = "en"


class Words:
    """Looks strings up and writes numbers, shares and dates in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.strings = strings(language)
        self.count = Count if language == "vi" else EnglishCount

    def has(self, key: str) -> bool:
        """Whether the locale knows a word; data may bring codes nobody has named yet."""
        return key in self.strings

    def __call__(self, key: str, **values: Any) -> str:
        """The string of a key with its values; integers are grouped and choose plurals."""
        return self.strings[key].format(**{k: self._value(v) for k, v in values.items()})

    def rich(self, key: str, **values: Any) -> Markup:
        """The same as HTML: **bold** in the locale becomes <b>, every value is escaped."""
        text = str(escape(self.strings[key]))
        ready = {k: self._value(v) for k, v in values.items()}
        safe = {k: v if isinstance(v, Count) else escape(v) for k, v in ready.items()}
        return Markup(BOLD.sub(r"<b>\1</b>", text).format(**safe))

    def word(self, group: str, code: Any) -> str:
        """The name of a code (a unit, a status), or the code itself where none is known."""
        key = f"{group}.{code}"
        return self.strings.get(key, str(code or ""))

    def _value(self, value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int):
            return value
        return self.count(value)

    def number(self, value: float | None, places: int = 0) -> str:
        """A grouped number; nothing known prints as a dash, and something never as nothing: 0,04 is "< 0,1", not 0,0."""
        if value is None:
            return "–"
        if value > 0 and round(float(value), places) == 0:
            return "< " + decimal(10**-places, places, self.language)
        return decimal(float(value), places, self.language)

    def share(self, value: float | None, places: int = 1) -> str:
        """A share 0–1 as a percentage; honest ends: 99,96 % is not 100 %, and 0,04 % is not 0 %."""
        if value is None:
            return "–"
        percent = 100 * value
        text = self.number(percent, places)
        if round(percent, places) == 100 and value < 1:
            text = "> " + decimal(100 - 10**-places, places, self.language)
        text = text.removesuffix(("," if self.language == "vi" else ".") + "0")
        return f"{text}{NBSP}%" if self.language == "vi" else f"{text}%"

    def fixed(self, value: float) -> str:
        """A share that was set, not estimated: with the decimals it has, 0,025 % and not < 0,1 %."""
        return self.share(value, places_of(100 * value))

    def certainty(self, value: float) -> str:
        """A posterior probability: rounding may not turn it into certainty."""
        return self.share(min(value, 1 - 1e-9), 1 if value > 0.99 else 0)

    def plain(self, text: str | None) -> str:
        """A number that came as text, written the way this language writes it; other text as it is."""
        try:
            number = float(text or "")
        except ValueError:
            return text or "–"
        return self.number(number, len((text or "").partition(".")[2]))

    def day(self, value: date | datetime | None) -> str:
        """A date as readers write it."""
        if value is None:
            return "–"
        return day(value.date() if isinstance(value, datetime) else value, self.language)

    def moment(self, value: datetime | None) -> str:
        """A date with its time, only where the time says something."""
        if value is None:
            return "–"
        clock = f"{value:%H:%M}"
        return self.day(value) if clock in ("00:00", "23:59") else f"{self.day(value)} {clock}"

    def month(self, text: str) -> str:
        """YYYY-MM as mm/yyyy in both languages."""
        year, month = text[:7].split("-")
        return f"{month}/{year}"
