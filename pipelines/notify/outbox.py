"""What was sent to whom: one JSON file a message in home/<profile>/outbox/<edition>/, replaced in one step.

A message is known by what it says to whom; writing to the same person about the same edition again finds it here, so nothing
goes out twice. A message whose delivery was cut off is `waiting` and `in_doubt`: it goes out again with the same Message-ID, by
which mail servers and programs know a second copy.
"""

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from filelock import FileLock, Timeout

from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile
from pipelines.runtime.settings import Home

WAITING, SENT, REFUSED = "waiting", "sent", "refused"


@dataclass
class Entry:
    """One message and what became of it. `kind`: digest or sheet."""

    path: Path
    edition_id: str
    kind: str
    recipient: str
    agency_id: str | None
    message_id: str
    created_at: str
    state: str = WAITING
    reason: str = ""
    in_doubt: bool = False
    tries: list[dict[str, str]] = field(default_factory=list)

    def note(self, state: str, reason: str, at: dt.datetime) -> None:
        """Record the outcome of a try."""
        self.state, self.reason, self.in_doubt = state, reason, False
        self.tries.append({"at": at.isoformat(timespec="seconds"), "state": state, "reason": reason})
        self.write()

    def begin(self) -> None:
        """Until an outcome is known, whether the server took it is not."""
        self.in_doubt = True
        self.write()

    def write(self) -> None:
        """On disk as a whole or not at all."""
        said = {name: value for name, value in self.__dict__.items() if name != "path"}
        half = self.path.with_suffix(".half")
        descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
            json.dump(said, handle, ensure_ascii=False, indent=1)
            handle.flush()
            os.fsync(handle.fileno())
        half.replace(self.path)


@dataclass(frozen=True)
class Outbox:
    """The messages of one edition."""

    folder: Path
    profile: Profile
    edition_id: str
    content_id: str

    def entry(self, kind: str, recipient: str, sender: str, agency_id: str | None = None) -> Entry:
        """The message of this kind to this address about this edition: as it was left, or new."""
        parts = (self.profile.card.name, self.edition_id, self.content_id, kind, agency_id or "", recipient.lower())
        mark = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
        path = self.folder / f"{kind}-{mark}.json"
        if path.exists():
            return _read(path)
        made = Entry(
            path,
            self.edition_id,
            kind,
            recipient,
            agency_id,
            f"<{mark}@{sender.rpartition('@')[2]}>",
            self.now().isoformat(timespec="seconds"),
        )
        made.write()
        return made

    def now(self) -> dt.datetime:
        """The time of the jurisdiction."""
        return dt.datetime.now(ZoneInfo(self.profile.card.time_zone))


def _read(path: Path) -> Entry:
    try:
        said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Entry(path, **said)
    except (json.JSONDecodeError, TypeError):
        raise LawgapError("not a message of the outbox", str(path), "put the file back as it was: it says whether this was sent") from None


@contextmanager
def outbox(home: Home, profile: Profile, edition_id: str, content_id: str) -> Iterator[Outbox]:
    """The outbox of an edition, ours alone until the block ends. Raises LawgapError while another command sends."""
    folder = home.folder / "outbox" / edition_id
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with FileLock(folder.parent / ".lock", timeout=0):
            yield Outbox(folder, profile, edition_id, content_id)
    except Timeout:
        raise LawgapError("another command is sending", str(folder.parent), "wait for it to end") from None
