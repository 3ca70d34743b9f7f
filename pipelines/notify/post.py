"""Messages to a mail server over TLS; what it answers decides what becomes of each."""

import smtplib
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pipelines.notify.account import Server
from pipelines.notify.outbox import REFUSED, SENT, WAITING, Entry, Outbox
from pipelines.runtime.errors import LawgapError

# seconds between the tries of one command; what is left then waits for the next command
PAUSES = (2.0, 8.0, 30.0)
PATIENCE = 60


class Later(Exception):
    """The server cannot be reached or asks to come back."""


class Hopeless(Exception):
    """Trying again without changing the account would end the same."""


@dataclass(frozen=True)
class Parcel:
    """A message's place in the outbox, and how its bytes are made: only if it has to go out."""

    entry: Entry
    made: Callable[[], bytes]


def deliver(parcels: list[Parcel], box: Outbox, sender: str, server: Server, pauses: tuple[float, ...] = PAUSES) -> None:
    """Send what waits, and record the outcome of each. Never raises for what a server answers: what could not go out waits.

    A server may take only so many a connection: while some go out, the tries are counted anew.
    """
    rest = list(pauses)
    while left := [parcel for parcel in parcels if parcel.entry.state == WAITING]:
        try:
            with session(server) as smtp:
                for parcel in left:
                    send(smtp, parcel, box, sender)
        except (Later, Hopeless) as error:
            for parcel in left:
                if parcel.entry.state == WAITING:
                    keep_waiting(parcel.entry, str(error), box)
            if isinstance(error, Hopeless):
                return
        still = sum(parcel.entry.state == WAITING for parcel in left)
        if still == len(left) and not rest:
            return
        rest = rest if still == len(left) else list(pauses)
        if still and rest:
            time.sleep(rest.pop(0))


def keep_waiting(entry: Entry, reason: str, box: Outbox) -> None:
    """It has not gone out, or nobody knows: a doubt stays one until it is sent."""
    doubt = entry.in_doubt
    entry.note(WAITING, reason, box.now())
    if doubt:
        entry.begin()


def send(smtp: smtplib.SMTP, parcel: Parcel, box: Outbox, sender: str) -> None:
    """One message to one address. Raises Later if the connection breaks, Hopeless if the server takes nothing from `sender`."""
    entry, content = parcel.entry, parcel.made()
    entry.begin()
    try:
        smtp.sendmail(sender, [entry.recipient], content)
    except smtplib.SMTPRecipientsRefused as error:
        code, text = error.recipients[entry.recipient]
        entry.note(REFUSED if code >= 500 else WAITING, said(code, text), box.now())
    except smtplib.SMTPSenderRefused as error:
        entry.note(WAITING, said(error.smtp_code, error.smtp_error), box.now())
        raise (Hopeless if error.smtp_code >= 500 else Later)(f"sender {sender} refused: {entry.reason}") from None
    except smtplib.SMTPDataError as error:
        entry.note(REFUSED if error.smtp_code >= 500 else WAITING, said(error.smtp_code, error.smtp_error), box.now())
    except (smtplib.SMTPException, OSError) as error:
        raise Later(f"connection lost: {error}") from None
    else:
        entry.note(SENT, "", box.now())


@contextmanager
def session(server: Server) -> Iterator[smtplib.SMTP]:
    """A connection over TLS, logged in where the account names a user."""
    smtp = connect(server)
    try:
        yield smtp
    finally:
        try:
            smtp.quit()
        except (smtplib.SMTPException, OSError):
            smtp.close()


def connect(server: Server) -> smtplib.SMTP:
    """Raises Later where coming back may help, Hopeless for a certificate, a login or a server without TLS."""
    try:
        smtp = greet(server, trust(server))
        log_in(smtp, server)
    except ssl.SSLCertVerificationError as error:
        raise Hopeless(f"certificate of {server.host} not trusted: {error.verify_message}") from None
    except smtplib.SMTPNotSupportedError as error:
        raise Hopeless(f"{server.host}:{server.port}: {error}; nothing is sent in clear") from None
    except (smtplib.SMTPException, OSError) as error:
        raise Later(f"{server.host}:{server.port} not reached: {error}") from None
    return smtp


def greet(server: Server, context: ssl.SSLContext) -> smtplib.SMTP:
    """An encrypted connection to the server whose certificate was checked."""
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=context)
    smtp = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
    try:
        smtp.starttls(context=context)
    except BaseException:
        smtp.close()
        raise
    return smtp


def log_in(smtp: smtplib.SMTP, server: Server) -> None:
    """As the account's user, where it names one."""
    if not server.user:
        return
    try:
        smtp.login(server.user, server.password.get_secret_value())
    except smtplib.SMTPAuthenticationError as error:
        smtp.close()
        answer = said(error.smtp_code, error.smtp_error)
        raise (Hopeless if error.smtp_code >= 500 else Later)(f"login as {server.user} failed: {answer}") from None


def trust(server: Server) -> ssl.SSLContext:
    """Whose certificates count: the system's authorities, or the file `ca` alone."""
    try:
        return ssl.create_default_context(cafile=str(server.ca) if server.ca else None)
    except (OSError, ssl.SSLError) as error:
        raise LawgapError(f"no certificate authority to trust: {error}", str(server.ca), "set LAWGAP_SMTP_CA to a PEM file") from None


def said(code: int, text: bytes | str) -> str:
    """A server's answer on one line."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return " ".join(f"{code} {words}".split())
