"""Is there anything new? Answered without starting a run, so that a quiet night costs seconds."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from pipelines.runtime import settings
from pipelines.runtime.profile import Profile
from pipelines.runtime.warehouse import exists, writing
from pipelines.runtime.workbench import parse_moment


def standing_edition(
    profile: Profile, home: settings.Home, inbox: Path, day: dt.date, known_at: str, draft: bool, say: Callable[[str], None]
) -> Path | None:
    """The edition of `day` that this run would make again; None if a file is unknown, something is to be said or any input differs."""
    from assets.editions.manifest import inputs_of
    from assets.editions.publish import make_known, standing
    from assets.sources.inbox import arrivals
    from assets.sources.ledger import Ledger, newest_fact
    from assets.sources.looking import Unreadable, look
    from assets.sources.profile_tables import put_clock

    moment = parse_moment(known_at)
    if not home.warehouse.exists():
        return None
    with writing(home, say) as connection:
        if not exists(connection, "sources.erased_row"):
            return None
        known = Ledger(connection)
        refused = {row[0] for row in connection.execute("select name from sources.notice where level = 'error'").fetchall()}
        found, notices = arrivals(inbox, profile, dt.datetime.now())
        if any(notice.level == "error" and notice.name not in refused for notice in notices):
            # nobody has been told yet
            return None
        try:
            if any(known.identity(a, look(a.path).sha256) not in known and a.name not in refused for a in found):
                return None
        except Unreadable:
            # a file that is being written: the run will see
            return None
        newest = newest_fact(connection)
        if newest is None:
            return None
        put_clock(connection, day, moment or newest)
        folder = standing(home, inputs_of(connection, profile.hash), draft)
        if folder is not None:
            # a run killed after renaming the edition left the link and the errata behind
            make_known(home, folder, draft)
        return folder
