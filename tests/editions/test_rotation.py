"""A new key follows the old one: editions of years are checked with the first key, and nobody else can make a key follow."""

import datetime as dt
import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from assets.editions.rotation import HISTORY, SUBJECT, rotate, trusted
from assets.editions.signature import fingerprint, fingerprint_of, new_signing_key, pem_of, put_public, read_private, sign, signing_path
from assets.editions.verify import verify
from pipelines.runtime.errors import LawgapError
from tests.conftest import ROOT
from tests.editions.forging import rehash
from tests.editions.small_city import City, dossier

NAMES = ("first", "second", "third")


@pytest.fixture(scope="module")
def years(tmp_path_factory) -> dict:
    """Three editions by name, each signed with another key; `keys`: their fingerprints; `public`: the files that hold them."""
    folder = tmp_path_factory.mktemp("years")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        city = City(folder)
        public = [folder / f"{name}.pub" for name in NAMES]
        path = new_signing_key(city.profile, city.home)
        editions = {}
        for number, name in enumerate(NAMES):
            if number:
                rotate(city.profile, city.home)
            shutil.copyfile(path.with_suffix(".pub"), public[number])
            city.send(
                "ho_so_tthc", f"2026-0{number + 1}.csv", [dossier("M0001", f"2026-0{number + 1}", 1)], f"2026-0{number + 2}-02 08:00:00"
            )
            editions[name] = city.publish(dt.date(2026, number + 1, 28))
    keys = [fingerprint_of(path) for path in public]
    return editions | {"city": city, "config": folder / "config", "public": public, "keys": keys}


@pytest.fixture
def copied(years, tmp_path) -> dict[str, Path]:
    shutil.copytree(years["first"].parent, tmp_path / "editions", symlinks=True)
    return {name: tmp_path / "editions" / years[name].name for name in NAMES}


@pytest.fixture
def owner(years, tmp_path, monkeypatch):
    """The owner's keys, copied, ours to spoil: the path of the private key."""
    shutil.copytree(years["config"], tmp_path / "config")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return signing_path(years["city"].profile)


def statements(edition: Path) -> list[dict]:
    return json.loads((edition / HISTORY).read_text(encoding="utf-8"))


def put(edition: Path, documents: list[dict] | None, key: Ed25519PrivateKey) -> None:
    """The edition with these statements, hashed anew and signed with `key`."""
    (edition / HISTORY).unlink(missing_ok=True)
    if documents is not None:
        (edition / HISTORY).write_text(json.dumps(documents), encoding="utf-8")
    rehash(edition, tables=False, signing_key=put_public(edition, key))
    rehash(edition, tables=False)
    sign(edition / "manifest.json", key)


def said(number: int, old: str, new: str) -> str:
    return json.dumps({"subject": SUBJECT, "number": number, "old": old, "new": new, "at": "2099-01-01 00:00:00"}, sort_keys=True)


def test_who_knows_any_key_of_the_owner_follows_it_to_every_later_edition(years):
    assert len(set(years["keys"])) == 3 and not (years["first"] / HISTORY).exists()
    for number, name in enumerate(NAMES):
        for known, key in enumerate(years["keys"]):
            verdict = verify(years[name], key)
            if known <= number:
                assert (verdict.outcome, verdict.remarks) == ("intact", ()), (name, known, verdict)
            else:
                # a later key says nothing by itself of an earlier edition: a later edition does
                assert "signed with another key" in verdict.difference
    (remark,) = verify(years["third"]).remarks
    assert all(key in remark for key in years["keys"])
    manifest = json.loads((years["third"] / "manifest.json").read_text(encoding="utf-8"))
    assert HISTORY in manifest["files"] and manifest["signing_key"] == years["keys"][2]


def test_the_owner_checks_every_edition_with_his_own_keys(years, owner):
    own = trusted(years["city"].profile, None)
    assert own == years["keys"][0]
    assert [verify(years[name], own).outcome for name in NAMES] == ["intact"] * 3


def test_a_statement_tells_who_when_and_can_be_checked_without_us(years, tmp_path):
    first = statements(years["third"])[0]
    told = json.loads(first["text"])
    assert (told["number"], told["old"], told["new"]) == (1, *years["keys"][:2]) and dt.datetime.fromisoformat(told["at"])
    for name, content in (("text", first["text"].encode()), ("key", first["old_key"].encode()), ("sig", bytes.fromhex(first["signature"]))):
        (tmp_path / name).write_bytes(content)
    openssl = shutil.which("openssl") or pytest.skip("no openssl here")
    command = [openssl, "pkeyutl", "-verify", "-pubin", "-inkey", "key", "-rawin", "-in", "text", "-sigfile", "sig"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 0


def test_a_forger_without_the_old_key_cannot_make_his_own_follow(years, copied):
    first, last = years["keys"][0], years["keys"][2]
    forger, edition, true = Ed25519PrivateKey.generate(), copied["third"], statements(copied["third"])
    his, pem = fingerprint(forger.public_key()), pem_of(forger.public_key()).decode()
    owners = true[0]["old_key"]

    def forged(number: int, old: str, new: str, key: str) -> dict:
        text = said(number, old, new)
        return {"text": text, "old_key": key, "signature": forger.sign(text.encode()).hex()}

    attacks = {
        "his key alone": (None, "signed with another key"),
        "signs for the owner": ([forged(1, first, his, owners)], "statement 1: not signed by the key that steps down"),
        "his key under the owner's name": ([forged(1, first, his, pem)], "statement 1: its key is not the one it names"),
        "after the true ones": ([*true, forged(3, last, his, pem)], "statement 3: its key is not the one it names"),
        "a key of his own goes on": ([*true, forged(3, his, his, pem)], "statement 3: not of the key before it"),
        "the true ones, and his key": (true, f"no statement leads to the key that signed ({his})"),
        "another first key": ([forged(1, his, first, pem), *true], "statement 2: out of order"),
        "none": ([], f"no statement leads to the key that signed ({his})"),
    }
    for name, (documents, difference) in attacks.items():
        put(edition, documents, forger)
        verdict = verify(edition, first)
        assert verdict.outcome == "broken" and difference in verdict.difference, (name, verdict)
    # a manifest or anything else the owner signed is no statement
    put(edition, [{"text": (copied["first"] / "manifest.json").read_text(encoding="utf-8"), "old_key": owners, "signature": (copied["first"] / "manifest.sig").read_bytes().hex()}], forger)  # fmt: skip
    assert "statement 1: not a statement of a key" in verify(edition, first).difference


@pytest.mark.parametrize(
    "harm, difference",
    [
        (lambda found: found[1:], "statement 1: out of order, or one before it is missing"),
        (lambda found: found[::-1], "statement 1: out of order, or one before it is missing"),
        (lambda found: found[:1], "no statement leads to the key that signed"),
        (lambda found: [found[0], found[0]], "statement 2: out of order, or one before it is missing"),
        (
            lambda found: [{**found[0], "text": found[0]["text"].replace('"at": "2', '"at": "3')}, found[1]],
            "statement 1: not signed by the key",
        ),
        (lambda found: [{**found[0], "signature": "00"}, found[1]], "statement 1: not signed by the key"),
        (lambda found: [{**found[0], "old_key": ""}, found[1]], "statement 1: cannot be read"),
        (lambda found: [{**found[0], "text": "[]"}, found[1]], "statement 1: not a statement of a key"),
        (lambda found: [{"text": "{}"}], "not a list of statements"),
        (lambda found: ["1", "2"], "not a list of statements"),
        (lambda found: 3, "not a list of statements"),
    ],
)
def test_statements_that_are_broken_missing_or_out_of_order_are_named(years, copied, owner, harm, difference):
    """Signed anew by the owner himself: what is wrong is in the statements."""
    put(copied["third"], harm(statements(copied["third"])), read_private(owner))
    found = verify(copied["third"], years["keys"][2]).difference
    assert f"{copied['third'].name}: {HISTORY}: " in found and difference in found


def test_statements_of_an_earlier_edition_cannot_be_taken_away(copied):
    (copied["second"] / HISTORY).unlink()
    assert f"edition {copied['second'].name}: {HISTORY}: missing" in verify(copied["third"]).difference


def test_a_key_that_changed_without_a_statement_breaks_the_chain_for_everybody(copied, years):
    put(copied["third"], None, Ed25519PrivateKey.generate())
    found = verify(copied["third"])
    assert (
        found.outcome == "broken" and f"edition {copied['second'].name}: signed with another key ({years['keys'][1]})" in found.difference
    )


def test_old_keys_are_put_aside_for_their_owner_alone_and_sign_nothing_again(years, owner):
    city, retired = years["city"], sorted(owner.parent.glob("*.retired"))
    assert [fingerprint(read_private(path).public_key()) for path in retired] == years["keys"][:2]
    assert {stat.S_IMODE(path.stat().st_mode) for path in (*retired, owner)} == {0o600}
    shutil.copyfile(retired[0], owner)
    for attempt in (lambda: city.publish(dt.date(2026, 4, 28)), lambda: rotate(city.profile, city.home)):
        with pytest.raises(LawgapError, match="not the last key of the statements"):
            attempt()


INTERRUPTED = """
import os, sys
from pathlib import Path
from assets.editions.rotation import rotate
from pipelines.runtime.profile import load_profile
from pipelines.runtime.settings import Home
wanted, seen = int(sys.argv[1]), 0
def hook(event, arguments):
    global seen
    if event in ("os.rename", "open") and "lawgap" in str(arguments[0]) and (event == "os.rename" or "w" in str(arguments[1]) or arguments[2] & os.O_CREAT):
        seen += 1
        if seen == wanted:
            os._exit(9)
sys.addaudithook(hook)
rotate(load_profile(sys.argv[2]), Home(Path(sys.argv[3]), "small"))
"""


def test_a_rotation_killed_at_any_step_is_brought_to_its_end(years, owner):
    city, kept = years["city"], owner.parent.with_name("kept")
    shutil.copytree(owner.parent, kept)
    for step in range(1, 20):
        shutil.rmtree(owner.parent)
        shutil.copytree(kept, owner.parent)
        command = [sys.executable, "-c", INTERRUPTED, str(step), str(city.profile.folder), str(city.home.root)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert owner.exists(), "there is a key at every moment"
        if done.returncode == 0:
            break
        assert done.returncode == 9, done.stderr
        made = rotate(city.profile, city.home)
        assert made.old == years["keys"][2] and made.new == fingerprint_of(owner.with_suffix(".pub")), step
        assert made.new == fingerprint(read_private(owner).public_key()) and made.retired.exists()
        assert len(list(made.statement.parent.glob("*.json"))) == 3 and trusted(city.profile, None) == years["keys"][0]
        assert not list(owner.parent.glob("*.coming.pem"))
    assert step > 5


def test_the_command_says_both_keys_and_needs_one_to_begin_with(years, owner, tmp_path):
    city = years["city"]

    def lawgap(*arguments: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "pipelines.cli", *arguments, "--profile", str(city.profile.folder), "--home", str(city.home.root)]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=os.environ | {})

    done = lawgap("keys", "rotate")
    assert done.returncode == 0, done.stderr
    assert f"old key: {years['keys'][2]}" in done.stdout and fingerprint_of(owner.with_suffix(".pub")) in done.stdout
    assert done.stdout.splitlines()[-1].endswith("small.signing.history/3.json")
    assert lawgap("verify").stdout == "edition: 2026-03-28.1\nintact\n"
    assert lawgap("verify", "--key", str(years["public"][0])).stdout == "edition: 2026-03-28.1\nintact\n"
    shutil.rmtree(owner.parent)
    none = lawgap("keys", "rotate")
    assert none.returncode == 1 and "lawgap keys new" in none.stderr


def test_every_page_names_the_key_that_signed_its_edition(years):
    for name, key in zip(NAMES, years["keys"], strict=True):
        pages = list((years[name] / "site").rglob("*.html"))
        assert pages
        for page in pages:
            words = (
                "Digitally signed (Ed25519), key" if "en" in page.relative_to(years[name] / "site").parts else "Có chữ ký số Ed25519, khóa"
            )
            assert f"{words} <code>{key}</code>" in page.read_text(encoding="utf-8"), page
