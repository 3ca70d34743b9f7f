"""Who answers for a flag. What does not belong here: pages, which ask the audit file (dashboards/desk.py)."""

import datetime as dt

from pipelines.runtime.profile import Profile


def heads_through(profile: Profile, agency_id: str | None, first: dt.date, last: dt.date) -> str | None:
    """Everybody who headed the agency between the two days, in order: who answers for a year is rarely one person.

    A term that ended before `last` says so; the name stands only where the profile allows names. None if nobody is known.
    """
    terms = [
        head
        for head in sorted(profile.heads, key=lambda head: head.from_date)
        if head.agency_id == agency_id and head.from_date <= last and (head.to_date is None or head.to_date >= first)
    ]
    said = []
    for head in terms:
        named = f"{head.office_vi} {head.name}" if profile.card.show_names and head.name else head.office_vi
        until = f" đến {head.to_date:%d/%m/%Y}" if head.to_date is not None and head.to_date < last else ""
        said.append(f"{named} (từ {head.from_date:%d/%m/%Y}{until})")
    return "; ".join(said) or None
