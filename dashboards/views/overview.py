"""Overview: where is the law on paper, and what to do on Monday."""

from __future__ import annotations

from typing import Any

from dashboards import figures
from dashboards.counts import Sum, add_up, judged, short_by
from dashboards.desk import Desk
from dashboards.facts import Row
from dashboards.uses import others, place, places
from dashboards.views.changes import changes
from dashboards.views.scores import groups
from dashboards.views.short import short_say
from dashboards.words import NBSP

CUTS = (0, 5, 20, 50, 100)
SHORT = ("Phường ", "Xã ", "Thị trấn ", "Đặc khu ", "Ward of ", "Commune of ")


def overview(desk: Desk) -> Row:
    """Names for overview.html."""
    total = add_up(judged(desk.facts))
    acts = [desk.flag_item(f) for f in desk.standing()]
    return {
        "title": title(desk, total),
        "lead": lead(desk, total),
        "acts": acts[:10],
        "flags_total": len(acts),
        "groups": groups(desk),
        "cause": cause(desk),
        "tiles": tiles(desk),
        "tiles_said": short_say(desk, (a["agency_id"] for a in desk.facts.current_agencies())),
        "changes": changes(desk),
        "ground": ground(desk),
    }


def title(desk: Desk, total: Sum) -> str:
    """The finding, before anything else."""
    return desk.t("overview.title", n=total.unmet) if total.due else desk.t("overview.title_none")


def lead(desk: Desk, total: Sum) -> list[Any]:
    """How much that is, and where it comes from."""
    t, facts = desk.t, desk.facts
    out: list[Any] = []
    if total.due:
        out.append(
            t.rich(
                "overview.rate",
                share=t.share(total.unmet / total.due),
                due=total.due,
                start=t.day(facts.window_start),
                end=t.day(facts.window_end),
            )
        )
        out += [
            t.rich("overview.rate_before", edition=facts.edition["compared_with"], share=t.share(r["unmet"] / r["due"]))
            for r in facts.tables["earlier_rate"]
        ]
    standards = len(facts.common_causes)
    # where the gap lies; what is counted one by one is no part of it
    agencies = len({f["agency_id"] for f in desk.standing() if f["kind"] == "unmet"})
    keys = {"share": t.share(total.common_share, 0), "standards": standards, "agencies": agencies}
    if standards and total.common:
        out.append(t.rich("overview.both" if agencies else "overview.only_common", **keys))
    elif agencies:
        out.append(t.rich("overview.only_agencies", agencies=agencies))
    elif not desk.standing():
        out.append(t("overview.no_flags"))
    found = places(desk, facts.tables["standard"])
    if (every := sum(found.values())) > found["judged"]:
        out.append(t("overview.abstained", n=every - found["judged"], all=every))
    return out


def cause(desk: Desk) -> Row | None:
    """Each standard's gap split into the common part and the agencies' own."""
    rows = []
    for standard in desk.facts.used_standards():
        s = add_up(judged_of(desk, standard["standard_id"]))
        if s.beyond >= 0.5:
            limit, ref = desk.limit(standard), desk.standard_ref(standard["standard_id"])
            rows.append(
                {
                    "name": desk.name(standard) + (f" ·{NBSP}{limit}" if limit else ""),
                    "common": s.common,
                    "agency": s.beyond - s.common,
                    "ref": ref,
                    "firm": desk.firm(ref),
                }
            )
    rows.sort(key=lambda r: -(r["common"] + r["agency"]))
    if not rows:
        return None
    t, worst = desk.t, rows[0]
    both = worst["common"] + worst["agency"]
    listed = "; ".join(f"{r['ref']['name']}: {t.number(r['common'] + r['agency'])}" for r in rows[:3])
    return {
        "title": t("overview.cause_say", name=worst["ref"]["name"], n=round(both), share=t.share(worst["common"] / both, 0)),
        "alt": t("overview.alt", listed=listed),
        "figure": figures.common_or_agency(rows[:10], t),
        "rows": rows,
    }


def ground(desk: Desk) -> Row:
    """How firm the law under the numbers is: what is judged by status, what is not judged, and what is still asked."""
    t, standards = desk.t, desk.facts.tables["standard"]
    judged = [s["status"] for s in standards if place(desk, s) == "judged"]
    counts = {status: judged.count(status) for status in ("confirmed", "seen", "to_confirm")}
    rest = others(desk, places(desk, standards))
    return {
        "say": [t.rich("overview.ground_judged", n=len(judged), **counts), *([rest] if rest else [])],
        "questions": len(desk.facts.tables["open_question"]),
    }


def judged_of(desk: Desk, standard_id: str) -> list[Row]:
    """Cells of one standard, none if the edition abstains from it."""
    facts = desk.facts
    return facts.by("gap", "standard_id", standard_id) if facts.is_assessable(standard_id) else []


def tiles(desk: Desk) -> list[Row]:
    """One tile an agency, tier by tier, in the fixed order of their codes."""
    tiers: dict[str, list[Row]] = {}
    owing = desk.facts.owing_tiers()
    for agency in desk.facts.current_agencies():
        if agency["tier"] in owing:
            tiers.setdefault(agency["tier"], []).append(tile(desk, agency))
    ordered = sorted(tiers.items(), key=lambda item: -len(item[1]))
    return [tiled(desk, tier, rows) for tier, rows in ordered]


def tiled(desk: Desk, tier: str, rows: list[Row]) -> Row:
    """The tiles of a tier, and in words where the gap is widest."""
    t = desk.t
    worst = max((r for r in rows if r["short"]), key=lambda r: r["rate"], default=None)
    said = short_say(desk, (r["agency_id"] for r in rows))
    if worst:
        said += t("overview.tier_widest", name=worst["name"], rate=worst["shown"])
    return {
        "id": tier,
        "title": f"{t.word('tier', tier)}. {said}",
        "tiles": rows,
        "rows": sorted(rows, key=lambda r: (r["rate"] is None, -(r["rate"] or 0), r["name"])),
    }


def tile(desk: Desk, agency: Row) -> Row:
    """Colour class by fixed cuts, so that editions can be compared by eye."""
    ident = agency["agency_id"]
    s = add_up(g for g in judged(desk.facts, ident) if g["assessable"])
    short = short_by(desk.facts, ident)
    rate = (1000 * s.beyond / s.due if short else 0.0) if s.due else None
    level = "none" if rate is None else str(sum(rate > cut for cut in CUTS))
    name = desk.name(agency)
    shown = desk.t.number(rate) if rate is not None else ""
    said = desk.t("overview.tile", name=name, rate=shown) if rate is not None else f"{name}: {desk.t('overview.no_data')}"
    return {
        "agency_id": ident,
        "name": name,
        "called": next((name.removeprefix(p) for p in SHORT if name.startswith(p)), name),
        "short": short,
        "rate": rate,
        "due": s.due,
        "beyond": s.beyond,
        "shown": shown,
        "said": said,
        "level": level,
        "href": desk.agency_page(ident),
    }
