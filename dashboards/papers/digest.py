"""The digest: what an edition says on one A4 page a language, as e-mail HTML and as PDF.

Its numbers and phrases are those of the overview; nothing is counted here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dashboards.counts import add_up, judged
from dashboards.desk import Desk, SiteProfile
from dashboards.facts import Facts, Row
from dashboards.pages import FOLDERS, environment
from dashboards.papers.press import plain, press
from dashboards.views.changes import changes
from dashboards.views.overview import lead, title
from dashboards.views.scores import groups
from dashboards.words import LANGUAGES, Words

HTML, PDF = "digest.html", "digest.pdf"
ACTS = 10


def write_digest(facts: Facts, folder: Path, profile: SiteProfile) -> None:
    """Write digest.html and digest.pdf into `folder`."""
    data = digest(facts, profile)
    (folder / HTML).write_text(
        environment().get_template(HTML).render(**data, words={language: Words(language) for language in LANGUAGES}), encoding="utf-8"
    )
    (folder / PDF).write_bytes(press("digest.typ", data))


def digest(facts: Facts, profile: SiteProfile) -> Row:
    """Everything the digest prints: `title`, and `parts`, one a language, Vietnamese first. Plain values only."""
    parts = [part(Desk(facts, Words(language), profile)) for language in LANGUAGES]
    return {"title": f"{parts[0]['city']} · {parts[0]['edition']}", "parts": parts}


def part(desk: Desk) -> Row:
    """The digest in one language."""
    t, total = desk.t, add_up(judged(desk.facts))
    acts = [act(desk, flag) for flag in desk.standing()[:ACTS]]
    return {
        **front(desk),
        "question": t("digest.question"),
        "title": title(desk, total),
        "lead": [plain(sentence) for sentence in lead(desk, total)],
        "acts_title": t("overview.acts" if len(acts) == ACTS else "overview.acts_fewer"),
        "acts_none": t("overview.no_flags"),
        "acts": acts,
        "groups": group_table(desk),
        "changes": {"title": t("digest.changes"), "lines": changed(desk)},
        "link": {"text": t("digest.link"), "href": address(desk, "index.html")} if desk.profile.base_url else None,
        "foot": foot(desk),
    }


def front(desk: Desk) -> Row:
    """What stands at the head of everything that is sent: city, edition, trust line, and the bands of a simulation or a draft."""
    t, edition = desk.t, desk.facts.edition
    return {
        "language": t.language,
        "city": desk.city,
        "edition": t("digest.edition", day=t.day(edition["as_of"])),
        "trust": " · ".join(plain(sentence) for sentence in desk.trust),
        "simulated": t("site.simulated") if desk.profile.simulated else "",
        "draft": t("site.draft") if edition["status"] == "draft" else "",
    }


def act(desk: Desk, flag: Row) -> Row:
    """One thing to act on: what, statute and how firm it is, where, who answers, since when, how sure, the step."""
    item = desk.flag_item(flag)
    kept = {key: item[key] for key in ("title", "law", "where", "count", "who", "sure", "do")}
    firm = desk.t.word("law", item["ref"]["status"]) if item["ref"]["status"] else ""
    return {**kept, "firm": firm, "since": desk.since(flag), "href": address(desk, item["href"]), "id": flag["flag_id"]}


def address(desk: Desk, page: str) -> str:
    """Where a page can be read; empty where the profile names no address of its site."""
    base = desk.profile.base_url
    return f"{base.rstrip('/')}/{FOLDERS[desk.t.language]}{page}" if base else ""


def group_table(desk: Desk) -> Row:
    """Task groups by tier: score of the median agency with its interval, or that there is no ground for one."""
    t, tiers = desk.t, groups(desk)
    names = sorted({row["plan_group"] for tier in tiers for row in tier["rows"]})
    found = {(tier["id"], row["plan_group"]): row for tier in tiers for row in tier["rows"]}
    cells = [[desk.group_name(n), *(cell(desk, found.get((tier["id"], n))) for tier in tiers)] for n in names]
    return {"title": t("digest.groups"), "head": t("scores.group"), "tiers": [tier["tier"] for tier in tiers], "rows": cells}


def cell(desk: Desk, row: Row | None) -> str:
    """A score with its interval; nothing where the group lays no measurable duty on the tier."""
    if row is None:
        return "–"
    if row["score"] is None:
        return desk.t("digest.no_ground")
    number = desk.t.number
    return f"{number(row['score'], 1)} ({number(row['lower'], 1)}–{number(row['upper'], 1)})"


def changed(desk: Desk) -> list[str]:
    """What is different from the edition published before, in sentences."""
    t, found = desk.t, changes(desk)
    if found is None:
        return [t("digest.first")]
    lives = ", ".join(f"{t.number(life['n'])} {life['word']}" for life in found["lives"])
    restated = "; ".join(found["restated"])
    said = [t("digest.lives", edition=found["before"], lives=lives)] if lives else []
    return [*said, f"{t('overview.restated_say')} {restated}." if restated else t("overview.restated_none")]


def foot(desk: Desk) -> list[Any]:
    """What proves where this comes from."""
    t, edition = desk.t, desk.facts.edition
    return [
        f"{t('site.as_of')} {t.day(edition['as_of'])}",
        f"{t('site.known_at')} {t.moment(edition['known_at'])}",
        f"{t('site.content')} {edition['content_id'] or '–'}",
        t("digest.signed", mark=desk.profile.signing_key) if desk.profile.signing_key else t("digest.unsigned"),
    ]
