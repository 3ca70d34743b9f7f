"""From an edition and an account to messages, and from their outcomes to a report."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipelines.notify.account import Account, account_path, read_account, read_contacts
from pipelines.notify.letters import Content, Printed, digest_letter, lazily, sheet_letter
from pipelines.notify.outbox import REFUSED, SENT, WAITING, Entry, Outbox, outbox
from pipelines.notify.post import PAUSES, Parcel, deliver
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile
from pipelines.runtime.settings import Home


@dataclass(frozen=True)
class Report:
    """Messages of this command by what became of them; `before` went out or were refused by an earlier one."""

    edition_id: str
    folder: Path
    sent: list[Entry]
    waiting: list[Entry]
    refused: list[Entry]
    before: list[Entry]
    without_address: list[str]

    @property
    def done(self) -> bool:
        """Everybody it was for has it."""
        return not self.waiting and not self.refused


def send_digest(profile: Profile, home: Home, folder: Path, pauses: tuple[float, ...] = PAUSES) -> Report:
    """Mail the digest of an edition to the account's recipients who do not have it yet."""
    account, printed = _account_with_recipients(profile, home), Printed(folder)
    made: list[Content] = []

    def content() -> Content:
        if not made:
            made.append(digest_letter(printed, account.subject))
        return made[0]

    with opened(home, profile, printed) as box:
        planned = [(box.entry("digest", address, account.sender), content) for address in _people(account)]
        return _carry_out(planned, box, printed, account, [], pauses)


def send_sheets(profile: Profile, home: Home, folder: Path, only: list[str], pauses: tuple[float, ...] = PAUSES) -> Report:
    """Mail each agency (or `only` these) its own sheet. Raises LawgapError for an id that has no sheet in the edition."""
    account, contacts, printed = read_account(profile, home), read_contacts(profile, home).by_agency, Printed(folder)
    agencies = {agency["agency_id"]: agency for agency in printed.agencies()}
    for wanted in only:
        if wanted not in agencies:
            raise LawgapError(f"no sheet of an agency {wanted!r} in edition {folder.name}", "--agency", "give an agency_id of the edition")
    chosen = list(dict.fromkeys(only)) or list(agencies)
    with opened(home, profile, printed) as box:
        planned = [
            (box.entry("sheet", contacts[ident], account.sender, ident), _sheet_of(printed, agencies[ident]))
            for ident in chosen
            if ident in contacts
        ]
        return _carry_out(planned, box, printed, account, [ident for ident in chosen if ident not in contacts], pauses)


def opened(home: Home, profile: Profile, printed: Printed):
    """The outbox of the edition."""
    return outbox(home, profile, printed.folder.name, printed.manifest["content_id"])


def is_sent(profile: Profile, home: Home, folder: Path) -> bool:
    """Whether no recipient waits for the digest of this edition. Raises LawgapError where nobody is to be written to."""
    account, printed = _account_with_recipients(profile, home), Printed(folder)
    with opened(home, profile, printed) as box:
        return all(box.entry("digest", address, account.sender).state != WAITING for address in _people(account))


def _people(account: Account) -> list[str]:
    """Each mailbox once, as it was written first."""
    found: dict[str, str] = {}
    for address in account.recipients:
        found.setdefault(address.lower(), address)
    return list(found.values())


def _account_with_recipients(profile: Profile, home: Home) -> Account:
    account = read_account(profile, home)
    if not account.recipients:
        raise LawgapError("the mail account names no recipients", str(account_path(profile)), 'add a line: recipients = ["…"]')
    return account


def _sheet_of(printed: Printed, agency: dict) -> Callable[[], Content]:
    return lambda: sheet_letter(printed, agency)


def _carry_out(
    planned: list[tuple[Entry, Callable[[], Content]]],
    box: Outbox,
    printed: Printed,
    account: Account,
    without: list[str],
    pauses: tuple[float, ...],
) -> Report:
    before = [entry for entry, _ in planned if entry.state != WAITING]
    going = [(entry, content) for entry, content in planned if entry.state == WAITING]
    city = printed.site.city_vi
    deliver(
        [Parcel(entry, lazily(content, entry, account.sender, city)) for entry, content in going], box, account.sender, account.smtp, pauses
    )
    by = {state: [entry for entry, _ in going if entry.state == state] for state in (SENT, WAITING, REFUSED)}
    return Report(box.edition_id, box.folder, by[SENT], by[WAITING], by[REFUSED], before, without)
