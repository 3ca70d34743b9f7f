"""The chain of the small city's editions, and an office that mails one of them."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.notify.account import ENVIRONMENT, account_path
from pipelines.notify.sending import Report, send_digest, send_sheets
from pipelines.runtime.profile import Profile
from pipelines.runtime.settings import Home
from tests.editions.conftest import chain
from tests.notify.mail_server import PASSWORD, USER, Mailroom, certificate, free_port, running

__all__ = ["chain"]


@dataclass
class Office:
    """A home of its own with an account, a mail room, and a server that is started by `with office.open():`."""

    folder: Path
    profile: Profile
    home: Home
    room: Mailroom
    pem: Path
    port: int
    edition: Path

    def account(self, *recipients: str, contacts: dict[str, str] | None = None, **smtp) -> Path:
        """Write the account; `smtp` over a table that works."""
        table = {"host": "127.0.0.1", "port": self.port, "user": USER, "password": PASSWORD, "ca": str(self.pem)} | smtp
        lines = ['from = "lawgap@city.example"', f"recipients = {json.dumps(recipients)}", "[smtp]"]
        lines += [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in table.items() if value is not None]
        path = account_path(self.profile)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        path.chmod(0o600)
        if contacts is not None:
            rows = "".join(f"{ident},{address}\n" for ident, address in contacts.items())
            path.with_name("small.contacts.csv").write_text(f"agency_id,email\n{rows}", encoding="utf-8")
        return path

    def open(self, security: str = "starttls"):
        return running(self.room, self.pem, self.port, security)

    def digest(self, *pauses: float) -> Report:
        return send_digest(self.profile, self.home, self.edition, pauses)

    def sheets(self, *agencies: str) -> Report:
        return send_sheets(self.profile, self.home, self.edition, list(agencies), ())


@pytest.fixture
def office(chain, tmp_path, monkeypatch) -> Office:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name in ENVIRONMENT:
        monkeypatch.delenv(f"LAWGAP_SMTP_{name.upper()}", raising=False)
    home = Home(tmp_path / "home", "small")
    home.editions.mkdir(parents=True)
    edition = home.editions / chain["november"].name
    shutil.copytree(chain["november"], edition)
    return Office(tmp_path, chain["city"].profile, home, Mailroom(), certificate(tmp_path), free_port(), edition)
