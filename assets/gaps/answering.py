"""Who answers for a flag. What does not belong here: pages, which ask the audit file (dashboards/desk.py)."""

import datetime as dt

from pipelines.runtime.profile import Profile


def head_on(profile: Profile, agency_id: str | None, day: dt.date) -> str | None:
    """Who headed the agency on that day; the name only where the profile allows names."""
    for head in profile.heads:
        if head.agency_id == agency_id and head.from_date <= day and (head.to_date is None or head.to_date >= day):
            named = f"{head.office_vi} {head.name}" if profile.card.show_names and head.name else head.office_vi
            return f"{named} (từ {head.from_date:%d/%m/%Y})"
    return None
