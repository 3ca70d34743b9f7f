"""How things are named, addressed and signed on every page of one language."""

from __future__ import annotations

import hashlib
import math
import re
from dataclasses import dataclass
from typing import Any

from dashboards.facts import ENDED, Facts, Row
from dashboards.words import NBSP, Words, places_of, unbroken

# kinds whose numerator is duties unmet of those due, so that one less their share is a rate met; the others count
# promises, names, documents, open cases of which some were late …: to print a rate for them would invent one
COUNTS_UNMET = ("unmet", "unworkable", "worsening", "unequal")
# kinds that say of a rate or of a whole time that something is so; the others hold single cases, of which one is the earliest
IN_TIME = ("unmet", "unworkable", "worsening", "dormant")
UNSAFE = re.compile(r"[^A-Za-z0-9._~@-]+")


@dataclass(frozen=True)
class SiteProfile:
    """What the site must know beyond the audit file. `signing_key`: fingerprint of the key that signs; None for an unsigned edition."""

    city_vi: str
    city_en: str
    simulated: bool
    show_names: bool
    signing_key: str | None
    project: str = "lawgap"
    # where the folder site can be read by those who are sent something; empty: nowhere
    base_url: str = ""


def slug(identifier: str) -> str:
    """A file name for an id; an id with unsafe characters keeps a hash, so none can meet."""
    safe = UNSAFE.sub("-", identifier).strip(".") or "-"
    if safe != identifier:
        safe += "-" + hashlib.sha256(identifier.encode()).hexdigest()[:8]
    return safe


class Desk:
    """Names and short phrases shared by the pages; one instance a language."""

    def __init__(self, facts: Facts, words: Words, profile: SiteProfile) -> None:
        self.facts, self.t, self.profile = facts, words, profile
        self.vi = words.language == "vi"
        self.city = profile.city_vi if self.vi else profile.city_en
        self._refs: dict[str | None, Row] = {}
        self.trust = self._trust()

    def pick(self, row: Row, stem: str) -> str:
        """The column of this language, or the other one rather than nothing."""
        first, second = ("vi", "en") if self.vi else ("en", "vi")
        return unbroken(row.get(f"{stem}_{first}") or row.get(f"{stem}_{second}") or "")

    def name(self, row: Row | None) -> str:
        """An agency's or standard's name."""
        if row is None:
            return "–"
        return self.pick(row, "name") or row.get("agency_id") or row.get("standard_id") or "–"

    def agency_name(self, agency_id: str | None) -> str:
        """The name of an agency by its id."""
        return self.name(self.facts.agency.get(agency_id)) if agency_id else "–"

    def source_name(self, source_id: str) -> str:
        """A source's title, or its id where it has none."""
        row = self.facts.first("source", "source_id", source_id)
        return (self.pick(row, "title") if row else "") or source_id

    def group_name(self, number: int) -> str:
        """A task group of the plan by number and name."""
        return f"{number} · {self.t.word('group', number)}"

    def in_words(self, text: str) -> str:
        """A text of the profile with its sources called by title: their ids are codes of files."""
        known = {s["source_id"]: self.pick(s, "title") for s in self.facts.tables["source"]}
        return re.sub(r"[a-z]+(?:_[a-z]+)+", lambda m: f"“{known[m[0]]}”" if m[0] in known else m[0], text)

    def agency_page(self, agency_id: str) -> str:
        """Address of an agency's page."""
        return f"agencies/{slug(agency_id)}.html"

    def standard_page(self, standard_id: str) -> str:
        """Address of a standard's page."""
        return f"standards/{slug(standard_id)}.html"

    @staticmethod
    def flag_page(flag_id: str) -> str:
        """Permanent address of a flag."""
        return f"flags/{slug(flag_id)}.html"

    def group_page(self, number: int) -> str:
        """Address of a task group's page."""
        return f"groups/{number}.html"

    def indicator_page(self, indicator_id: str) -> str:
        """Address of an indicator's page."""
        return f"indicators/{slug(indicator_id)}.html"

    def amount(self, value: float | None, unit: str | None) -> str:
        """A limit with its unit, kept on one line; never rounded, since a limit rounded down is another limit."""
        if value is None:
            return "–"
        word = self.t.word("unit", unit)
        if not self.vi and value == 1:
            word = word.removesuffix("s")
        return f"{self.t.number(value, places_of(value))}{NBSP}{word}".strip().replace(" ", NBSP)

    def limit(self, standard: Row) -> str:
        """The legal limit, empty where the case itself states the date or the day is the same."""
        value = standard.get("limit_value")
        return "" if not value or value < 0 else self.amount(value, standard.get("unit"))

    def use(self, standard: Row) -> str:
        """What the edition does with a standard: scored, waiting (to be scored, no ground yet), indicative or not_measured."""
        measure = standard.get("measure") or "scored"
        if measure != "scored":
            return measure
        return "scored" if self.facts.is_assessable(standard["standard_id"]) else "waiting"

    def standard_ref(self, standard_id: str | None) -> Row:
        """All a page needs to mention a standard: name, address, law, and how firm the ground under its numbers is."""
        if standard_id not in self._refs:
            self._refs[standard_id] = self._standard_ref(standard_id)
        return self._refs[standard_id]

    def _standard_ref(self, standard_id: str | None) -> Row:
        row = self.facts.standard.get(standard_id or "")
        if row is None:
            return {"name": standard_id or "–", "law": "", "href": "", "status": "", "use": "", "asked": 0, "assessed": False}
        use = self.use(row)
        return {
            "name": self.name(row),
            "law": row["legal_basis"] or "",
            "href": self.standard_page(row["standard_id"]),
            "status": row["status"] or "to_confirm",
            "use": use,
            "asked": len(self.facts.questions(row["standard_id"])),
            "assessed": use == "scored",
        }

    def firm(self, ref: Row) -> str:
        """Status and use of a standard in one line, for figures: there no mark can stand beside a name."""
        return f"{self.t.word('law', ref['status'])} · {self.t.word('use', ref['use'])}"

    def head(self, agency_id: str | None) -> Row | None:
        """Office, since when, and the name only where the profile allows it."""
        row = self.facts.head_of(agency_id)
        if row is None:
            return None
        name = row.get("name") if self.profile.show_names else None
        office = self.pick(row, "office") or self.t("flags.head_of_unit")
        return {"office": f"{office} {name}" if name else office, "since": self.t.day(row["from_date"])}

    def who(self, flag: Row) -> str:
        """Who answers for a flag: the head in office, or the body that leads the rule."""
        leader = self.facts.standard.get(flag["standard_id"] or "", {}).get("led_by")
        head = self.head(flag["agency_id"] or leader)
        said = f"{head['office']}, {self.t('flags.since', day=head['since'])}" if head else ""
        if flag["agency_id"]:
            return said or self.t("flags.head_of_unit")
        if not leader:
            return self.t("flags.leader_unit")
        return f"{self.agency_name(leader)}: {said}" if said else self.agency_name(leader)

    def sure(self, flag: Row) -> str:
        """How sure the edition is of a flag; exact kinds count and need no probability."""
        p = flag["probability"]
        if p is None:
            return self.t("flags.counted")
        return self.t("flags.sure", share=self.t.certainty(p))

    def count(self, flag: Row) -> str:
        """Unmet of due, or what the kind counts."""
        own = f"flags.count_{flag['kind']}"
        key = own if self.t.has(own) else "flags.count" if flag["denominator"] else "flags.count_only"
        return self.t(key, numerator=int(flag["numerator"] or 0), denominator=int(flag["denominator"] or 0))

    def since(self, flag: Row) -> str:
        """From which month on: never earlier than the data can tell, and never as known where they begin with it."""
        if not flag["since"]:
            return ""
        first, month, last = (f"{day:%Y-%m}" if day else None for day in (flag[n] for n in ("since_earliest", "since", "since_latest")))
        if flag["kind"] not in IN_TIME:
            return self.t("flags.since_case", month=self.t.month(month))
        if first is None:
            key = "flags.since_watched" if flag["kind"] == "dormant" else "flags.since_latest"
            return self.t(key, month=self.t.month(month))
        if first == last:
            return self.t("flags.since_month", month=self.t.month(month))
        return self.t("flags.since_between", month=self.t.month(month), first=self.t.month(first), last=self.t.month(last))

    def flag_title(self, flag: Row, rule: str) -> str:
        """What it is about, and the kind; a file by its source and month, and a kind that breaks no single rule by itself."""
        kind, about = self.t.word("kind", flag["kind"]), flag["subject"]
        if flag["kind"] == "unreported":
            source, _, month = about.partition("~")
            return f"{self.source_name(source)}, {self.t.month(month)}: {kind}"
        if flag["kind"] == "unequal":
            return f"{rule}: {kind} ({self.t.word('unequal', about.partition('~')[2])})"
        if flag["kind"] == "unfunded":
            year, _, sign = about.partition("~")
            return f"{rule}, {year}: {self.t.word('unfunded', sign)}"
        return f"{rule}: {kind}" if flag["standard_id"] else kind[:1].upper() + kind[1:]

    def heads(self, agency_id: str | None) -> list[str]:
        """Everybody who headed the agency in the window, where that was more than one."""
        first, last = self.facts.window_start, self.facts.window_end
        terms = [
            h for h in self.facts.by("head", "agency_id", agency_id)
            if h["from_date"] <= last and (h["to_date"] is None or h["to_date"] >= first)
        ]  # fmt: skip
        if len(terms) < 2:
            return []
        said = []
        for term in terms:
            office = self.pick(term, "office") or self.t("flags.head_of_unit")
            who = f"{office} {term['name']}" if self.profile.show_names and term.get("name") else office
            key = "flags.since" if term["to_date"] is None else "flags.between"
            said.append(f"{who}, {self.t(key, day=self.t.day(term['from_date']), end=self.t.day(term['to_date']))}")
        return said

    def reply(self, flag: Row) -> str:
        """What the agency said of the flag, or that it was not asked, is being asked, has not answered. Leads are not sent out."""
        if flag["audience"] != "published":
            return ""
        if flag["reply_status"] != "answered":
            return self.t.word("reply", flag["reply_status"])
        key = {True: "flags.reply_yes", False: "flags.reply_no"}.get(flag["reply_accepted"], "flags.reply_given")
        return self.t(key, day=self.t.day(flag["reply_at"]), text=flag["reply"] or "–")

    def flag_item(self, flag: Row) -> Row:
        """A flag as it stands in every list."""
        ref = self.standard_ref(flag["standard_id"])
        return {
            "title": self.flag_title(flag, ref["name"]),
            "law": flag["legal_basis"] or ref["law"],
            "ref": ref,
            "where": self.agency_name(flag["agency_id"]) if flag["agency_id"] else self.t("flags.city_wide"),
            "where_href": self.agency_page(flag["agency_id"]) if flag["agency_id"] else "",
            "count": self.count(flag),
            "who": self.who(flag),
            "sure": self.sure(flag),
            "do": self.pick(flag, "recommended_step"),
            "life": flag["life"],
            "ended": flag["life"] in ENDED,
            "reason": self.pick(flag, "life_reason"),
            "reply": self.reply(flag),
            "href": self.flag_page(flag["flag_id"]),
        }

    def standing(self) -> list[Row]:
        """Published flags that are still true."""
        return [f for f in self.facts.flags if f["life"] not in ENDED]

    def false_flags(self) -> str:
        """Expected false flags, rounded up: a promise must not be rounded in our favour."""
        expected = float(self.facts.edition["expected_false_flags"] or 0)
        return self.t.number(math.ceil(round(expected * 10, 6)) / 10, 0 if expected == 0 else 1)

    def reported(self) -> tuple[int, int]:
        """Agencies with at least one duty in the data, and all that owe duties."""
        tiers, facts = self.facts.owing_tiers(), self.facts
        owing = [a for a in facts.current_agencies() if a["tier"] in tiers]
        some = [a for a in owing if facts.by("duty_counts", "agency_id", a["agency_id"])]
        return len(some), len(owing)

    def valid_share(self) -> float | None:
        """Rows not sent back among all rows read."""
        files = self.facts.tables["source_file"]
        read = sum(f["rows_read"] or 0 for f in files)
        return 1 - sum(f["rows_rejected"] or 0 for f in files) / read if read else None

    def _trust(self) -> list[Any]:
        """The trust line of every header."""
        some, owing = self.reported()
        flags = [f for f in self.standing() if f["probability"] is not None]
        line = [self.t.rich("site.trust", reported=some, all=owing, valid=self.t.share(self.valid_share()))]
        if flags:
            line.append(self.t.rich("site.trust_flags", false=self.false_flags(), flags=len(flags)))
        return line
