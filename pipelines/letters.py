"""What people must be told, as messages in home/<profile>/letters: ready to be mailed, or opened and sent by hand.

A letter is known by its key and written once: what has been said is not said again. It names no address: whoever mails it knows
the agencies' addresses, which are no part of home. Personal data have no place in a letter.
"""

import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP
from pathlib import Path

from pipelines.runtime.settings import Home

AGENCY = "X-Lawgap-Agency"


@dataclass(frozen=True)
class Letter:
    """`agency_id`: whom it is for; '' for those who run the pipeline."""

    key: str
    agency_id: str
    subject: str
    text: str


def write_letter(home: Home, letter: Letter) -> Path | None:
    """The letter's file, `<key>.eml`; None if it was written before."""
    path = home.letters / f"{re.sub(r'[^A-Za-z0-9@._-]', '_', letter.key)}.eml"
    if path.exists():
        return None
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = letter.subject
    mail[AGENCY] = letter.agency_id
    # mail programs open such a file as a draft, with a button that sends it
    mail["X-Unsent"] = "1"
    mail.set_content(letter.text)
    home.letters.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".half")
    half.write_bytes(mail.as_bytes())
    half.replace(path)
    return path


def read_letters(home: Home) -> list[Letter]:
    """Every letter that waits to be sent, in order of key."""
    return [_read(path) for path in sorted(home.letters.glob("*.eml"))]


def _read(path: Path) -> Letter:
    mail = BytesParser(policy=SMTP).parsebytes(path.read_bytes())
    body = mail.get_body()
    return Letter(path.stem, str(mail[AGENCY] or ""), str(mail["Subject"] or ""), body.get_content() if body else "")
