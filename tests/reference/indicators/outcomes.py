"""What the references share: judged cases, each yes, no or unknown, counted by agency, standard and month."""

import datetime as dt


def month(moment: dt.datetime | None) -> str | None:
    return None if moment is None else f"{moment:%Y-%m}"


def by_then(moment: dt.datetime | None, clock: dict) -> dt.datetime | None:
    """The moment, if it had come by the end of as_of."""
    return moment if moment is not None and moment <= clock["as_of_end"] else None


def in_trend(period: str | None, clock: dict) -> bool:
    return period is not None and clock["first_month"] <= period <= clock["last_month"]


def counted(judged: list[tuple], clock: dict) -> set[tuple]:
    """(agency, standard, month, outcome) → (agency, standard, month, yes, yes + no, unknown), months of the trend."""
    found = set()
    for key in {row[:3] for row in judged if in_trend(row[2], clock)}:
        outcomes = [row[3] for row in judged if row[:3] == key]
        found.add((*key, outcomes.count("yes"), outcomes.count("yes") + outcomes.count("no"), outcomes.count("unknown")))
    return found


def summed(parts: list[tuple], clock: dict) -> set[tuple]:
    """(agency, standard, month, numerator, denominator, unknown) added up by the first three, months of the trend."""
    found = set()
    for key in {part[:3] for part in parts if in_trend(part[2], clock)}:
        same = [part for part in parts if part[:3] == key]
        found.add((*key, sum(part[3] for part in same), sum(part[4] for part in same), sum(part[5] for part in same)))
    return found


def file_came(case: dict, month: str, tables: dict) -> bool:
    """Whether the source of this case is complete and sent its file for `month`: only then is its silence an answer."""
    for file in tables["sources.known_file"]:
        if file["source_file_id"] == case["source_file_id"] and file["completeness"] == "complete":
            for came in tables["duties.covered"]:
                same_source = came["source_id"] is not None and came["source_id"] == file["source_id"]
                if same_source and came["agency_id"] in ("*", case["agency_id"]) and came["month"] in ("*", month):
                    return True
    return False
