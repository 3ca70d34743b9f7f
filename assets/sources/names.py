"""How the name of an agency is written in real files: spellings that mean the same, as texts SQL can match by equality,
and the agencies whose names lie nearest to a text that means none.
"""

import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from pipelines.runtime.profile import Agency, Alias, Profile

# the word for a unit = its usual abbreviations; True: governed by a people's committee, which files name instead of the unit
UNIT_WORDS: dict[str, tuple[tuple[str, ...], bool]] = {
    "thị trấn": (("tt",), True),
    "thành phố": (("tp",), True),
    "thị xã": (("tx",), True),
    "đặc khu": ((), True),
    "phường": (("p",), True),
    "huyện": (("h",), True),
    "quận": (("q",), True),
    "xã": (("x",), True),
    "sở": ((), False),
}
SHORTLIST, LONGEST = 24, 120
COMMITTEES = ("ubnd", "ủy ban nhân dân", "uỷ ban nhân dân")

_SPACE = re.compile(r"\s+", re.ASCII)  # as the \s of SQL
_TONE, _MARK = "\u0300\u0301\u0303\u0309\u0323", "\u0300-\u036f"
# oa, oe, uy that end a syllable carry the tone on the first vowel (old style, hòa) or the second (new style, hoà); not after q
_OLD = re.compile(rf"(?<!q)(o(?=[{_TONE}][ae])|u(?=[{_TONE}]y))([{_TONE}])([aey])")
_NEW = re.compile(rf"(?<!q)(o(?=[ae])|u(?=y))([aey])([{_TONE}])(?![\w{_MARK}])")
_DASH, _AND = re.compile(r"\s*[-–—]\s*"), re.compile(r"\s*&\s*|\s+và\s+")


def match_key(text: str) -> str:
    """`lower(trim(regexp_replace(nfc_normalize(text), '\\s+', ' ', 'g')))`, as SQL makes it of a cell."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip(" ").lower()


def fold(text: str) -> str:
    """The key without any diacritics: what a keyboard without Vietnamese writes."""
    bare = "".join(c for c in unicodedata.normalize("NFD", match_key(text)) if not unicodedata.combining(c))
    return bare.replace("đ", "d")


def tone_spellings(key: str) -> set[str]:
    """The key as written, with all tone marks placed the old way (hòa, thúy), and the new way (hoà, thuý)."""
    apart = unicodedata.normalize("NFD", key)
    return {key, unicodedata.normalize("NFC", _NEW.sub(r"\1\3\2", apart)), unicodedata.normalize("NFC", _OLD.sub(r"\1\3\2", apart))}


def without_unit(name: str) -> str | None:
    """The proper name alone, or None where nothing would be left by which to know the unit (Phường 1)."""
    _, rest = _split(match_key(name))
    return rest if rest and any(c.isalpha() for c in rest) else None


def full_spellings(name: str) -> set[str]:
    """Keys that spell the whole name, with its unit word written out or abbreviated."""
    return {spelt for body in _joined(match_key(name)) for spelt in _full(body)}


def loose_spellings(name: str) -> set[str]:
    """Keys that leave something out: the unit word, or every diacritic. Weaker than a full spelling of another name."""
    rest = without_unit(name)
    short = {spelt for body in _joined(rest) for spelt in tone_spellings(body)} if rest else set()
    return short | {fold(spelt) for spelt in short | full_spellings(name)}


def _split(key: str) -> tuple[str, str | None]:
    for word in UNIT_WORDS:
        if key.startswith(word + " "):
            return word, key[len(word) + 1 :]
    return "", None


def _full(key: str) -> Iterator[str]:
    word, rest = _split(key)
    if rest is None:
        yield from tone_spellings(key)
        return
    shorts, committee = UNIT_WORDS[word]
    heads = [word + " ", *(f"{short}{gap}" for short in shorts for gap in (" ", ".", ". "))]
    bodies = ["", *(f"{title} " for title in COMMITTEES)] if committee else [""]
    for title, head, name in product(bodies, heads, sorted(tone_spellings(rest))):
        yield title + head + name


def _joined(key: str) -> set[str]:
    """Dashes and "và" as people write them: `-`, ` - `, ` – `; `và`, `&`."""
    dashed = {_DASH.sub(dash, key) for dash in (" - ", "-", " – ")}
    return {_AND.sub(word, text) for text in dashed for word in (" và ", " & ", "&")} | {key}


@dataclass(frozen=True)
class _Term:
    """One folded code or name of an agency and the days on which it holds."""

    agency: Agency
    text: str
    pairs: frozenset[str]
    begins: dt.date
    ends: dt.date | None


def nearest(text: str, profile: Profile, day: dt.date, number: int = 3) -> list[Agency]:
    """The agencies valid on `day` whose code or name is spelt most like `text`, the nearest first; equals in order of id."""
    wanted = fold(text)[:LONGEST]
    pairs = _pairs(wanted)
    valid = [term for term in _terms(profile) if term.begins <= day and (term.ends is None or day <= term.ends)]
    # comparing letter by letter is slow: only for those that share the most pairs of letters
    valid.sort(key=lambda term: (-_shared(pairs, term.pairs), term.agency.agency_id, term.text))
    best: dict[str, tuple[float, Agency]] = {}
    for term in valid[: SHORTLIST * number]:
        likeness = round(difflib.SequenceMatcher(None, term.text, wanted, autojunk=False).ratio(), 6)
        if likeness > best.get(term.agency.agency_id, (-1.0, term.agency))[0]:
            best[term.agency.agency_id] = (likeness, term.agency)
    ordered = sorted(best.values(), key=lambda found: (-found[0], found[1].agency_id))
    return [agency for _, agency in ordered[:number]]


def nearest_text(text: str, profile: Profile, day: dt.date, number: int = 3) -> tuple[str, str]:
    """(Vietnamese, English): the nearest agencies by code and name; empty where none is valid. Never the text itself: it may be personal."""
    found = nearest(text, profile, day, number)
    if not found:
        return "", ""
    return (
        "gần nhất: " + "; ".join(f"{agency.code} {agency.name_vi}" for agency in found),
        "nearest: " + "; ".join(f"{agency.code} {agency.name_en}" for agency in found),
    )


def alias_days(alias: Alias, agency: Agency) -> tuple[dt.date, dt.date | None]:
    """The days on which both the alias and its agency are valid."""
    ends = [day for day in (alias.to_date, agency.valid_to) if day is not None]
    return max(alias.from_date or agency.valid_from, agency.valid_from), min(ends, default=None)


@lru_cache(maxsize=8)
def _terms(profile: Profile) -> list[_Term]:
    agencies = {agency.agency_id: agency for agency in profile.agencies}
    spelt = [(agency, name, agency.valid_from, agency.valid_to) for agency in profile.agencies for name in _names(agency)]
    for alias in profile.aliases:
        agency = agencies[alias.agency_id]
        spelt.append((agency, alias.name, *alias_days(alias, agency)))
    return [_Term(agency, fold(name), _pairs(fold(name)), begins, ends) for agency, name, begins, ends in spelt]


def _names(agency: Agency) -> list[str]:
    return [name for name in (agency.code, agency.name_vi, without_unit(agency.name_vi)) if name]


def _pairs(text: str) -> frozenset[str]:
    padded = f" {text} "
    return frozenset(padded[i : i + 2] for i in range(len(padded) - 1))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return round(2 * len(one & other) / (len(one) + len(other)), 6)
