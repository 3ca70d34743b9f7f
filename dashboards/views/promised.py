"""Where slips promise more than the law allows, so that the time taken says little about the law's limit."""

from __future__ import annotations

from assets.gaps.promised import leads
from dashboards.desk import Desk
from dashboards.facts import Row


def promised(desk: Desk, standard_id: str) -> Row | None:
    """Slips, those beyond the law and those of them kept, with the flag that lists them; None where promises lead nobody astray."""
    flags = [f for f in desk.standing() if f["kind"] == "promise_over_law" and f["standard_id"] == standard_id]
    row = desk.facts.first("promised_day", "standard_id", standard_id)
    parameters = {p["name"]: p["value"] for p in desk.facts.tables["parameter"]}
    if not flags or row is None or not leads(row["slips"], row["over_law"], any(f["agency_id"] is None for f in flags), parameters):
        return None
    return {"slips": row["slips"], "over": row["over_law"], "kept": row["kept"], "href": desk.flag_page(flags[0]["flag_id"])}
