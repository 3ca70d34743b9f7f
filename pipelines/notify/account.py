"""Who is written to, from where, and through which server: `<profile>.notify.toml` beside the profile's keys, outside home.

Addresses are of people and change without the law changing: they are no part of the profile, so no edition carries them.
"""

import os
import re
import stat
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator

from assets.sources.privacy import check_outside, key_path
from pipelines.runtime.contract import Strict
from pipelines.runtime.csvtable import read_rows
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.legal import Loose
from pipelines.runtime.profile import Profile
from pipelines.runtime.settings import Home

# one plain mailbox: no name, no second address, no line end, nothing a header could be broken with
MAILBOX = r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$"
Mailbox = Annotated[str, Field(pattern=MAILBOX, max_length=254)]
ENVIRONMENT = ("host", "port", "user", "password", "security", "ca")


class Server(Strict):
    """The server that takes mail in; always over TLS, with its certificate checked."""

    host: str
    port: int = Field(ge=1, le=65535)
    security: Literal["starttls", "tls"] = "starttls"
    user: str = ""
    password: SecretStr = SecretStr("")
    ca: Path | None = None

    @field_validator("user", "password")
    @classmethod
    def _ascii(cls, value: str | SecretStr) -> str | SecretStr:
        """The standard library logs in with ASCII alone."""
        if not (value.get_secret_value() if isinstance(value, SecretStr) else value).isascii():
            raise ValueError("only unaccented letters, digits and signs can be sent to the server; choose another")
        return value


class Account(Strict):
    """notify.toml"""

    sender: Mailbox = Field(alias="from")
    recipients: list[Mailbox] = []
    subject: str = ""
    smtp: Server


class Contact(Loose):
    agency_id: str
    email: Mailbox


@dataclass(frozen=True)
class Contacts:
    """Addresses of agencies by id, from the file `path`."""

    path: Path
    by_agency: dict[str, str]


def account_path(profile: Profile) -> Path:
    """Where the account of a profile is written."""
    return key_path(profile).with_suffix(".notify.toml")


def read_account(profile: Profile, home: Home) -> Account:
    """The account, LAWGAP_SMTP_* over its table [smtp]. Raises LawgapError if it is missing, wrong, inside home or open to others."""
    path = account_path(profile)
    check_outside(path, home)
    if not path.exists():
        raise LawgapError("nobody is written to yet: no mail account", str(path), "write it as docs/notify.md shows")
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise LawgapError("the mail account can be read by others", str(path), f"chmod 600 {path}")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return Account(**{**table, "smtp": _server(table.get("smtp", {}))})
    except tomllib.TOMLDecodeError as error:
        raise LawgapError(f"not valid TOML: {error}", str(path), "correct the file") from None
    except ValidationError as error:
        # pydantic would print the value, and that may be the password
        first = error.errors(include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise LawgapError(f"{where}: {first['msg']}", str(path), "correct the key, or set LAWGAP_SMTP_*") from None


def _server(table: Any) -> Any:
    if not isinstance(table, dict):
        return table
    given = {name: os.environ.get(f"LAWGAP_SMTP_{name.upper()}") for name in ENVIRONMENT}
    return {**table, **{name: value for name, value in given.items() if value}}


def read_contacts(profile: Profile, home: Home) -> Contacts:
    """Addresses of agencies: `<profile>.contacts.csv` (agency_id,email). Raises LawgapError for an unknown agency or a bad address."""
    path = key_path(profile).with_suffix(".contacts.csv")
    check_outside(path, home)
    if not path.exists():
        raise LawgapError("no addresses of agencies", str(path), "write a line agency_id,email for each that wants its sheet")
    rows = read_rows(path, Contact, {})
    known = {agency.agency_id for agency in profile.agencies}
    for row in rows:
        if row.agency_id not in known:
            raise LawgapError(f"no agency {row.agency_id!r} in the profile", str(path), "correct the id, as in agencies.csv")
    return Contacts(path, {row.agency_id: row.email for row in rows})


def one_line(text: str) -> str:
    """A name or title as it may stand in a header: on one line, without control characters."""
    return re.sub(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+", " ", text).strip()
