"""Mail: everybody gets the digest once, over TLS, whatever the server or an address does."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from filelock import FileLock

from pipelines.notify.account import read_account
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.settings import Home
from tests.conftest import ROOT
from tests.notify.mail_server import PASSWORD

ANN, BINH, CHI = "ann@city.example", "binh@city.example", "chi@city.example"


def states(office) -> dict[str, str]:
    found = [json.loads(path.read_text(encoding="utf-8")) for path in (office.home.folder / "outbox").rglob("*.json")]
    return {entry["recipient"]: entry["state"] for entry in found}


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_everybody_gets_the_published_papers_once(office, security):
    office.account(ANN, BINH, ANN.upper(), security=security)
    with office.open(security):
        first, again = office.digest(), office.digest()
    assert (len(first.sent), len(again.sent), len(again.before)) == (2, 0, 2) and first.done and again.done
    assert {address: len(mails) for address, mails in office.room.got.items()} == {ANN: 1, BINH: 1}
    mail = office.room.got[ANN][0]
    assert mail["To"] == ANN and BINH not in mail.as_string() and "MÔ PHỎNG" in mail["Subject"]
    html, text = mail.get_body(("html",)).get_content(), mail.get_body(("plain",)).get_content()
    assert html.splitlines() == (office.edition / "digest.html").read_text(encoding="utf-8").splitlines()
    assert "nghĩa vụ đến hạn chưa được thực hiện đúng luật" in text and "</" not in text and "Not signed" not in text
    (paper,) = mail.iter_attachments()
    assert paper.get_content() == (office.edition / "digest.pdf").read_bytes() and paper.get_content_type() == "application/pdf"
    assert mail["Message-ID"] != office.room.got[BINH][0]["Message-ID"]


def test_a_refused_recipient_is_reported_and_the_others_get_theirs(office):
    office.account(ANN, BINH, CHI)
    office.room.answers[BINH] = ["550 no such person"]
    with office.open():
        first, again = office.digest(), office.digest()
    assert [(entry.recipient, entry.reason) for entry in first.refused] == [(BINH, "550 no such person")] and not first.done
    assert states(office) == {ANN: "sent", BINH: "refused", CHI: "sent"}
    assert again.done and sorted(office.room.got) == [ANN, CHI] and all(len(mails) == 1 for mails in office.room.got.values())


def test_who_is_put_off_is_tried_again_by_the_same_command(office):
    office.account(ANN, BINH)
    office.room.answers[ANN] = ["451 come back", "451 come back"]
    with office.open():
        report = office.digest(0.01, 0.01)
    assert report.done and {address: len(mails) for address, mails in office.room.got.items()} == {ANN: 1, BINH: 1}
    tries = [entry.tries for entry in report.sent if entry.recipient == ANN]
    assert [step["state"] for step in tries[0]] == ["waiting", "waiting", "sent"]


def test_a_server_that_takes_one_message_a_connection_gets_them_all(office):
    office.account(ANN, BINH, CHI)
    office.room.limit = 1
    with office.open():
        assert len(office.digest().sent) == 3
    assert {address: len(mails) for address, mails in office.room.got.items()} == {ANN: 1, BINH: 1, CHI: 1}


def test_a_server_that_is_down_loses_nothing(office):
    office.account(ANN, BINH)
    down = office.digest(0.01)
    assert [entry.state for entry in down.waiting] == ["waiting", "waiting"] and "not reached" in down.waiting[0].reason
    with office.open():
        up, again = office.digest(), office.digest()
    assert len(up.sent) == 2 and again.sent == [] and {len(mails) for mails in office.room.got.values()} == {1}


def test_a_line_that_breaks_before_the_answer_sends_no_second_message(office):
    """Nobody can know whether it was taken: it goes out again under the same Message-ID, and mail programs show it once."""
    office.account(ANN)
    office.room.drops = 1
    with office.open():
        broken = office.digest()
        assert broken.waiting[0].in_doubt
        done = office.digest()
    assert done.done and not done.sent[0].in_doubt
    assert (
        len({mail["Message-ID"] for mail in office.room.got[ANN]}) == 1 and len({str(mail["Date"]) for mail in office.room.got[ANN]}) == 1
    )


@pytest.mark.parametrize(
    ("security", "smtp", "reason"),
    [
        ("starttls", {"ca": None}, "not trusted"),
        ("tls", {"ca": None, "security": "tls"}, "not trusted"),
        ("starttls", {"host": "localhost"}, "not trusted"),
        ("none", {"user": ""}, "nothing is sent in clear"),
        ("starttls", {"password": "wrong"}, "login as lawgap failed"),
    ],
)
def test_nothing_goes_to_a_server_that_cannot_be_trusted(office, security, smtp, reason):
    office.account(ANN, **smtp)
    with office.open(security):
        report = office.digest(0.01)
    assert reason in report.waiting[0].reason and office.room.got == {}
    assert len(report.waiting[0].tries) == 1, "trying again would end the same"


def test_the_command_says_what_is_left_and_never_the_password(office):
    office.account(ANN, password=None)
    command = [sys.executable, "-m", "pipelines.cli", "notify", "--profile", str(office.profile.folder), "--home", str(office.home.root)]
    command += ["--edition", office.edition.name]
    secret = os.environ | {"LAWGAP_SMTP_PASSWORD": PASSWORD, "LAWGAP_SMTP_CA": str(office.pem)}

    def run(**more: str) -> subprocess.CompletedProcess:
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=secret | more)

    with office.open():
        wrong = run(LAWGAP_SMTP_USER="somebody")
        right = run()
    assert wrong.returncode == 1 and f"waiting: {ANN}" in wrong.stdout and "lawgap notify" in wrong.stdout
    assert right.returncode == 0 and "1 sent" in right.stdout and len(office.room.got[ANN]) == 1
    outbox = "".join(path.read_text(encoding="utf-8") for path in (office.home.folder / "outbox").rglob("*.json"))
    assert PASSWORD not in wrong.stdout + wrong.stderr + right.stdout + right.stderr + outbox


def test_a_name_adds_no_header(office):
    card = office.edition / "profile" / "profile.toml"
    text = card.read_text(encoding="utf-8").replace('vi = "Thành phố Mẫu"', r'vi = "Mẫu\r\nBcc: evil@city.example\r\n\r\n<b>"')
    card.write_text(text, encoding="utf-8")
    office.account(ANN)
    with office.open():
        assert office.digest().done
    mail = office.room.got[ANN][0]
    assert mail["Bcc"] is None and list(office.room.got) == [ANN] and "evil@city.example" in mail["From"]
    assert mail.get_body(("plain",)).get_content().strip()


@pytest.mark.parametrize(
    "address", ["a@b.example\nBcc: c@d.example", "a@b.example, c@d.example", "Ann <a@b.example>", "nobody", "é@b.example"]
)
def test_an_address_that_is_not_one_mailbox_is_refused(office, address):
    office.account(address)
    with pytest.raises(LawgapError, match="recipients"):
        office.digest()


def test_an_account_that_others_can_read_or_that_lies_in_home_is_refused(office, monkeypatch):
    path = office.account(ANN)
    path.chmod(0o640)
    with pytest.raises(LawgapError, match="read by others"):
        read_account(office.profile, office.home)
    path.chmod(0o600)
    with pytest.raises(LawgapError, match="inside home"):
        read_account(office.profile, Home(office.folder, "small"))


@pytest.mark.parametrize(
    ("slip", "where"), [({"port": 0}, r"smtp\.port"), ({"password": f"{PASSWORD} ậ"}, r"smtp\.password"), ({"pasword": "x"}, "pasword")]
)
def test_a_slip_in_the_account_is_said_without_the_password(office, slip, where):
    office.account(ANN, **slip)
    with pytest.raises(LawgapError, match=where) as said:
        office.digest()
    assert PASSWORD not in str(said.value)


def test_a_digest_that_was_changed_after_publication_does_not_go_out(office):
    office.account(ANN)
    (office.edition / "digest.html").write_text("something else", encoding="utf-8")
    with office.open(), pytest.raises(LawgapError, match="not what was published"):
        office.digest()
    assert office.room.got == {} and states(office) == {ANN: "waiting"}


def test_an_edition_without_a_digest_is_said_to_have_none(office):
    office.account(ANN)
    manifest = office.edition / "manifest.json"
    said = json.loads(manifest.read_text(encoding="utf-8"))
    del said["files"]["digest.html"]
    manifest.write_text(json.dumps(said), encoding="utf-8")
    with office.open(), pytest.raises(LawgapError, match=r"has no digest\.html"):
        office.digest()


def test_two_commands_do_not_send_at_once(office):
    office.account(ANN)
    (office.home.folder / "outbox").mkdir(parents=True)
    with FileLock(office.home.folder / "outbox" / ".lock"), pytest.raises(LawgapError, match="another command is sending"):
        office.digest()


def test_a_lost_home_writes_under_the_same_message_id(office):
    office.account(ANN)
    with office.open():
        office.digest()
        shutil.rmtree(office.home.folder / "outbox")
        office.digest()
    assert len(office.room.got[ANN]) == 2 and len({mail["Message-ID"] for mail in office.room.got[ANN]}) == 1


def test_a_server_that_is_not_named_is_asked_for(office):
    office.account(ANN, host=None)
    with pytest.raises(LawgapError, match=r"smtp\.host"):
        office.digest()
