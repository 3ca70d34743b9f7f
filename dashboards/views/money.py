"""Money: does legal work get what was promised, is it spent, and what comes of it?"""

from __future__ import annotations

from typing import Any

from dashboards.desk import Desk
from dashboards.facts import Row
from dashboards.money_figures import cost_and_kept, shares_by_year

UNITS = ((1e9, "billion"), (1e6, "million"))


def money_page(desk: Desk) -> Row:
    """Names for money.html."""
    years = desk.facts.tables["money_year"]
    city = sorted((r for r in years if r["bound"]), key=lambda r: r["year"])
    closed = [r for r in city if r["closed"] and r["share"] is not None]
    last = closed[-1] if closed else None
    products = desk.facts.tables["money_product"]
    total = next((r for r in products if r["agency_id"] is None), None)
    standard = next((r["standard_id"] for r in city), None)
    return {
        "title": title(desk, last),
        "lead": lead(desk, last, total),
        "step": step(desk, last, any((r["ratio"] or 0) > 1 for r in products if r["agency_id"])),
        "ref": desk.standard_ref(standard) if standard else None,
        "chart": by_year(desk, city, years) if closed else None,
        "agencies": by_agency(desk, years),
        "year": max((r["year"] for r in years if r["closed"]), default=None),
        "products": product_rows(desk, products),
        "total": product_row(desk, total) if total and total["spent"] is not None else None,
        "relation": relation(desk, products),
        "flags": [desk.flag_item(f) for f in desk.standing() if f["kind"] == "unfunded"],
    }


def money(desk: Desk, value: float | None) -> str:
    """An amount as budgets write it: 337,1 tỷ đồng; kept on one line."""
    if value is None:
        return "–"
    for size, word in UNITS:
        if abs(value) >= size:
            return desk.t(f"money.{word}", amount=desk.t.number(value / size, int(round(10 * value / size) % 10 != 0)))
    return desk.t("money.dong", amount=desk.t.number(value))


def title(desk: Desk, last: Row | None) -> str:
    """Whether the last whole year kept the promise."""
    if last is None:
        return desk.t("money.title_none")
    key = "title_reached" if last["reaches"] else "title_short"
    return desk.t(f"money.{key}", year=str(last["year"]), share=desk.t.share(last["share"], 2), asked=desk.t.share(last["asked_share"], 2))


def lead(desk: Desk, last: Row | None, total: Row | None) -> list[Any]:
    """The amounts behind the title; they are counted, not estimated, and so have no interval."""
    t, out = desk.t, []
    if last:
        keys = {"allotment": money(desk, last["allotment"]), "regular": money(desk, last["regular"]), "year": str(last["year"])}
        out.append(t.rich("money.lead", **keys))
        if last["disbursed_share"] is not None:
            out.append(t.rich("money.lead_disbursed", share=t.share(last["disbursed_share"]), amount=money(desk, last["disbursed"])))
        if last["missing"]:
            out.append(t.rich("money.lead_missing", amount=money(desk, last["missing"])))
    if total and total["spent"] is not None and total["ratio"] is not None:
        out.append(
            t.rich("money.lead_products", delivered=int(total["delivered"]), assigned=int(total["assigned"]), ratio=t.share(total["ratio"]))
        )
    out.append(t("money.exact"))
    return out


def step(desk: Desk, last: Row | None, over: bool) -> str:
    """What to do about it."""
    if last is None:
        return desk.t("money.step_data")
    if not last["reaches"]:
        return desk.t("money.step_short", amount=money(desk, last["missing"]))
    if not last["disbursed_enough"]:
        return desk.t("money.step_disburse")
    return desk.t("money.step_over" if over else "money.step_kept")


def by_year(desk: Desk, city: list[Row], years: list[Row]) -> Row:
    """The city's share year by year over the agencies' own."""
    t, rows = desk.t, []
    for r in city:
        if r["share"] is None:
            continue
        peers = [o["share"] for o in years if o["year"] == r["year"] and not o["bound"] and o["share"] is not None]
        said = t("money.year_closed" if r["closed"] else "money.year_open", year=str(r["year"]), share=t.share(r["share"], 2))
        rows.append({**r, **amounts(desk, r), "name": said, "value": r["share"], "peers": peers})
    short = [r for r in rows if r["closed"] and not r["reaches"]]
    ended = [r for r in rows if r["closed"]]
    keys = {"n": len(ended) - len(short), "all": len(ended), "asked": t.share(rows[0]["asked_share"], 2)}
    return {
        "title": t("money.chart_title", **keys),
        "say": t("money.chart_say", asked=keys["asked"]),
        "alt": t("money.chart_alt", years="; ".join(r["name"] for r in rows), asked=keys["asked"]),
        "figure": shares_by_year(rows, rows[0]["asked_share"], t),
        "rows": rows,
    }


def amounts(desk: Desk, row: Row) -> dict[str, str]:
    """The amounts of one budget as text."""
    return {f"{name}_said": money(desk, row[name]) for name in ("regular", "allotment", "disbursed", "missing")}


def by_agency(desk: Desk, years: list[Row]) -> list[Row]:
    """The last whole year agency by agency, the lowest share first, with the year before beside it."""
    ended = [r for r in years if r["closed"]]
    last = max((r["year"] for r in ended), default=None)
    before = {r["agency_id"]: r for r in ended if last is not None and r["year"] == last - 1}
    rows = [
        {
            **r, **amounts(desk, r), "name": desk.agency_name(r["agency_id"]), "href": desk.agency_page(r["agency_id"]),
            "before": before.get(r["agency_id"], {}).get("share"),
        }
        for r in ended
        if r["year"] == last and not r["bound"]
    ]  # fmt: skip
    return sorted(rows, key=lambda r: (r["share"] is None, r["share"] or 0, r["name"]))


def product_row(desk: Desk, row: Row) -> Row:
    """Products and money of one agency, or of all, as text where they are money."""
    t = desk.t
    return {
        **row,
        "name": desk.agency_name(row["agency_id"]) if row["agency_id"] else t("money.all_agencies"),
        "href": desk.agency_page(row["agency_id"]) if row["agency_id"] else "",
        "assigned": int(row["assigned"]),
        "delivered": int(row["delivered"]),
        "allowed_said": money(desk, row["allowed"]),
        "spent_said": money(desk, row["spent"]),
        "per_product_said": money(desk, row["per_product"]),
        "over": row["ratio"] is not None and row["ratio"] > 1,
    }


def product_rows(desk: Desk, products: list[Row]) -> list[Row]:
    """Agency by agency, what was spent most beyond its norm first."""
    rows = [product_row(desk, r) for r in products if r["agency_id"]]
    return sorted(rows, key=lambda r: (r["ratio"] is None, -(r["ratio"] or 0), r["name"]))


def relation(desk: Desk, products: list[Row]) -> Row | None:
    """Whether agencies that spend more against the norm keep more of their duties: the rank correlation with its interval."""
    t = desk.t
    points = [
        {"name": desk.agency_name(r["agency_id"]), "ratio": r["ratio"], "kept": r["kept"]}
        for r in products
        if r["agency_id"] and r["ratio"] is not None and r["kept"] is not None
    ]
    if not points or products[0]["correlation_lower"] is None:
        return None
    row = products[0]
    low, high = row["correlation_lower"], row["correlation_upper"]
    key = "relation_more" if low > 0 else "relation_less" if high < 0 else "relation_none"
    numbers = [t.number(value, 2).replace("-", "−") for value in (row["correlation"], low, high)]
    keys = {**dict(zip(("value", "low", "high"), numbers, strict=True)), "n": int(row["compared"])}
    return {
        "title": t(f"money.{key}"),
        "say": t("money.relation_say", **keys),
        "alt": t("money.relation_alt", **keys),
        "figure": cost_and_kept(points, t),
        "rows": sorted(points, key=lambda p: (-p["ratio"], p["name"])),
    }
