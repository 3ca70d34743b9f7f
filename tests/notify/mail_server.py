"""A real mail server on 127.0.0.1: over TLS with a certificate of its own, with a login, and with opinions about recipients."""

import datetime as dt
import email
import email.policy
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "lawgap", "seen by nobody: 1a2b3c"


def certificate(folder: Path) -> Path:
    """A key and a certificate for 127.0.0.1 that vouches for itself, in one PEM file."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    plain = serialization.NoEncryption()
    path = folder / "server.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Mailroom:
    """What came in, by recipient; `answers`: what a recipient's RCPT gets, in turn; `drops`: how many messages break the line
    unanswered; `limit`: messages a connection."""

    def __init__(self) -> None:
        self.got: dict[str, list[email.message.EmailMessage]] = {}
        self.answers: dict[str, list[str]] = {}
        self.drops, self.limit = 0, 100

    async def handle_MAIL(self, server: SMTP, session, envelope, address: str, options: list) -> str:
        session.count = getattr(session, "count", 0) + 1
        envelope.mail_from = address
        return "250 OK" if session.count <= self.limit else "421 too many on one connection"

    async def handle_RCPT(self, server: SMTP, session, envelope, address: str, options: list) -> str:
        waiting = self.answers.get(address, [])
        answer = waiting.pop(0) if waiting else "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session, envelope) -> str:
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        for address in envelope.rcpt_tos:
            self.got.setdefault(address, []).append(message)
        if self.drops:
            self.drops -= 1
            server.transport.abort()
        return "250 OK"


def log_in(server, session, envelope, mechanism, data) -> AuthResult:
    known = isinstance(data, LoginPassword) and (data.login.decode(), data.password.decode()) == (USER, PASSWORD)
    return AuthResult(success=known, handled=known)


@contextmanager
def running(room: Mailroom, pem: Path, port: int, security: str = "starttls") -> Iterator[None]:
    """The server of `room`, until the block ends. `security`: starttls, tls or none."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pem)
    how: dict = {"starttls": {"tls_context": context, "require_starttls": True}, "tls": {"ssl_context": context}, "none": {}}[security]
    login = {"authenticator": log_in, "auth_required": True, "auth_require_tls": security == "starttls"} if security != "none" else {}
    server = Controller(room, hostname="127.0.0.1", port=port, **how, **login)
    server.start()
    try:
        yield
    finally:
        server.stop()
