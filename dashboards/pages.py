"""The site as a pure function: one audit.duckdb in, a folder of linked pages out.

Links are relative, nothing is fetched from anywhere else: the folder works from a disk, a USB
stick or under any address. Same audit file and profile, same bytes.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dashboards.desk import Desk, SiteProfile
from dashboards.facts import Facts, Row, read_facts
from dashboards.search import index_rows
from dashboards.views.agency import agencies_page, agency_page
from dashboards.views.archive import archive_page
from dashboards.views.fairness import fairness_page
from dashboards.views.flag import flag_page
from dashboards.views.flags import flags_pages
from dashboards.views.group import group_page
from dashboards.views.groups import groups_page
from dashboards.views.indicator import indicator_page
from dashboards.views.indicators import indicators_page
from dashboards.views.law_problems import law_problems_page
from dashboards.views.method import method_page
from dashboards.views.money import money_page
from dashboards.views.official import official_page
from dashboards.views.open_data import open_data_page
from dashboards.views.overview import overview
from dashboards.views.quality import quality_page
from dashboards.views.questions import questions_page
from dashboards.views.standard import standard_page, standards_page
from dashboards.views.unmeasured import not_measured_page
from dashboards.words import LANGUAGES, Words

__all__ = ["SiteProfile", "build_site"]

HERE = Path(__file__).parent
FIRST = ("index", "agencies", "standards", "law-problems", "flags", "groups")
MORE = (
    "indicators", "fairness", "money", "questions", "not-measured", "decision-766", "data-quality", "method", "archive", "open-data",
)  # fmt: skip
FOLDERS = {"vi": "", "en": "en/"}
NEVER_IN_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def script_json(value: Any) -> Markup:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign, written in NEVER_IN_SCRIPT.items():
        text = text.replace(sign, written)
    return Markup(text)


def environment() -> Environment:
    """Templates compiled once, everything escaped, a missing name is an error."""
    env = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    env.filters["script_json"] = script_json
    return env


def build_site(audit: Path, out: Path, profile: SiteProfile) -> int:
    """Write the whole site into `out` and return how many pages it has."""
    return write_site(read_facts(audit), out, profile)


def write_site(facts: Facts, out: Path, profile: SiteProfile) -> int:
    """The same from facts that are read already."""
    env = environment()
    out.mkdir(parents=True, exist_ok=True)
    shutil.copytree(HERE / "static", out / "static", dirs_exist_ok=True)
    desks = {language: Desk(facts, Words(language), profile) for language in LANGUAGES}
    (out / "static" / "search-index.js").write_text(search_index(facts, desks), encoding="utf-8")
    written = 0
    for language, desk in desks.items():
        for path, template, names in pages(desk):
            file = out / FOLDERS[language] / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(render(env, desk, language, path, template, names), encoding="utf-8")
            written += path.endswith(".html")
    return written


def pages(desk: Desk) -> Iterator[tuple[str, str, Row]]:
    """Every page of one language: address, template, names."""
    facts = desk.facts
    yield "index.html", "overview.html", overview(desk)
    yield "agencies.html", "agencies.html", agencies_page(desk)
    yield "standards.html", "standards.html", standards_page(desk)
    yield from flags_pages(desk)
    yield "groups.html", "groups.html", groups_page(desk)
    if "indicators" not in absent(facts):
        yield "indicators.html", "indicators.html", indicators_page(desk)
    yield "law-problems.html", "law-problems.html", law_problems_page(desk)
    yield "fairness.html", "fairness.html", fairness_page(desk)
    yield "money.html", "money.html", money_page(desk)
    yield "questions.html", "questions.html", questions_page(desk)
    yield "not-measured.html", "not-measured.html", not_measured_page(desk)
    if "decision-766" not in absent(facts):
        yield "decision-766.html", "decision-766.html", official_page(desk)
    yield "data-quality.html", "data-quality.html", quality_page(desk)
    yield "method.html", "method.html", method_page(desk)
    yield "archive.html", "archive.html", archive_page(desk)
    if "open-data" not in absent(facts):
        yield "open-data.html", "open-data.html", open_data_page(desk)
    for agency in listed_agencies(facts):
        yield desk.agency_page(agency["agency_id"]), "agency.html", agency_page(desk, agency)
    for standard in facts.tables["standard"]:
        yield (desk.standard_page(standard["standard_id"]), "standard.html", standard_page(desk, standard))
    for number in facts.plan_groups():
        yield desk.group_page(number), "group.html", group_page(desk, number)
    for indicator in facts.tables["indicator"]:
        yield desk.indicator_page(indicator["indicator_id"]), "indicator.html", indicator_page(desk, indicator)
    for flag in facts.flags:
        yield desk.flag_page(flag["flag_id"]), "flag.html", flag_page(desk, flag)


def absent(facts: Facts) -> set[str]:
    """Pages this edition has nothing for."""
    there = {"decision-766": facts.tables["official"], "indicators": facts.tables["indicator"], "open-data": facts.package}
    return {page for page, rows in there.items() if not rows}


def site_pages(facts: Facts) -> tuple[str, ...]:
    """Pages of the navigation that this edition has, the first ones first."""
    return FIRST + tuple(page for page in MORE if page not in absent(facts))


def listed_agencies(facts: Facts) -> list[Row]:
    """Agencies with a page: the current ones and every one that a row of the site points to."""
    named = {a["agency_id"] for a in facts.current_agencies()}
    named |= {f["agency_id"] for f in facts.flags} | {g["agency_id"] for g in facts.tables["gap"]}
    named |= {
        row["agency_id"]
        for table in ("missing_file", "official", "score", "indicator_agency", "plan_task_open")
        for row in facts.tables[table]
    }
    return [a for a in facts.tables["agency"] if a["agency_id"] in named]


def render(env: Environment, desk: Desk, language: str, path: str, template: str, names: Row) -> str:
    """One page. `url` makes a site address relative to this page."""
    up = "../" * (path.count("/") + (language != "vi"))
    home = "../" * path.count("/")
    other = "en" if language == "vi" else "vi"
    return env.get_template(template).render(
        d=desk,
        t=desk.t,
        rich=desk.t.rich,
        language=language,
        other_language=other,
        path=path,
        url=lambda target: home + target,
        static=lambda target: up + "static/" + target,
        root=up,
        home=home,
        nav={"first": FIRST, "more": site_pages(desk.facts)[len(FIRST) :]},
        section=section(path),
        other_url=up + FOLDERS[other] + path,
        edition=desk.facts.edition,
        profile=desk.profile,
        **names,
    )


def section(path: str) -> str:
    """Which entry of the navigation a page belongs to."""
    return path.split("/")[0].removesuffix(".html")


def search_index(facts: Facts, desks: dict[str, Desk]) -> str:
    """The names of the search box: a script, because a page opened from a folder may not fetch JSON."""
    rows = index_rows(desks["vi"], desks["en"], site_pages(facts), listed_agencies(facts))
    return f"window.lawgapIndex={script_json(rows)};\n"
