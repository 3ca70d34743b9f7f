"""What somebody could do to a published edition, and what an auditor is then told."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assets.editions.signature import fingerprint_of, new_signing_key, put_public, read_signing_key, sign
from assets.editions.verify import verify
from tests.conftest import ROOT
from tests.editions.forging import better, rehash

NAMES = ("draft", "published", "corrected", "november")


@pytest.fixture
def copied(chain, tmp_path: Path) -> dict[str, Path]:
    """The chain's editions somewhere else, ours to spoil."""
    shutil.copytree(chain["draft"].parent, tmp_path / "editions", symlinks=True)
    return {name: tmp_path / "editions" / chain[name].name for name in NAMES}


def test_what_nobody_touched_is_intact_for_who_knows_the_key(chain):
    for name in NAMES:
        verdict = verify(chain[name], fingerprint_of(chain["key"]))
        assert (verdict.outcome, verdict.difference, verdict.remarks) == ("intact", "", ()), name
    (remark,) = verify(chain["november"]).remarks
    assert fingerprint_of(chain["key"]) in remark


def test_any_tool_can_check_the_signature(chain):
    """Ed25519 as in RFC 8032 over the bytes of manifest.json, the key as PEM: no format of ours."""
    edition = chain["november"]
    arguments = ["-pubin", "-inkey", "signing_key.pub", "-rawin", "-in", "manifest.json", "-sigfile", "manifest.sig"]
    openssl = shutil.which("openssl") or pytest.skip("no openssl here")
    assert subprocess.run([openssl, "pkeyutl", "-verify", *arguments], cwd=edition, capture_output=True).returncode == 0


def test_a_value_edited_and_hashed_anew_fails_at_the_table_and_then_at_the_signature(chain, copied):
    better(copied["november"])
    rehash(copied["november"], tables=False)
    assert "manifest.sig" in verify(copied["november"]).difference
    # nobody signed: the content of the table itself gives it away
    for path in ("manifest.sig", "signing_key.pub"):
        (copied["draft"] / path).unlink()
    better(copied["draft"])
    rehash(copied["draft"], tables=False, signing_key=None)
    assert verify(copied["draft"]).difference == "audit.duckdb: table flag: changed since publication"
    rehash(copied["draft"], tables=True)
    assert verify(copied["draft"]).remarks == ("unsigned",), "an unsigned first edition proves nothing, and says so"
    assert "unsigned, though the publisher's key is known" in verify(copied["draft"], fingerprint_of(chain["key"])).difference


def test_an_edition_replaced_with_its_key_is_found_by_who_knows_the_key(chain, copied, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "forger"))
    profile, home = chain["city"].profile, chain["city"].home
    new_signing_key(profile, home)
    forged = read_signing_key(profile, home)
    better(copied["draft"])
    rehash(copied["draft"], tables=True, signing_key=put_public(copied["draft"], forged))
    rehash(copied["draft"], tables=True)
    sign(copied["draft"] / "manifest.json", forged)
    assert verify(copied["draft"]).outcome == "intact", "key, manifest and signature fit each other"
    assert "signed with another key" in verify(copied["draft"], fingerprint_of(chain["key"])).difference
    assert "changed since the next one" in verify(copied["published"]).difference


def test_a_signature_taken_away_is_missed_in_a_chain_that_was_signed(copied):
    for path in ("manifest.sig", "signing_key.pub"):
        (copied["november"] / path).unlink()
    rehash(copied["november"], tables=True, signing_key=None)
    assert verify(copied["november"]).difference == f"edition 2026-11-30.1: unsigned, after {copied['corrected'].name} was signed"


def test_a_middle_edition_removed_or_swapped_shows_in_every_later_one(copied):
    middle, other = copied["published"], copied["corrected"]
    (copied["corrected"] / "site" / "flags.html").rename(middle.parent / "page")
    assert verify(copied["november"]).difference == f"edition {copied['corrected'].name}: site/flags.html: missing"
    (middle.parent / "page").rename(copied["corrected"] / "site" / "flags.html")
    away = middle.rename(middle.parent / "away")
    for name in ("corrected", "november"):
        assert verify(copied[name]).difference == f"previous edition {middle.name}: missing"
    assert verify(copied["draft"]).outcome == "intact"
    other.rename(middle)
    away.rename(other)
    assert "its manifest changed since the next one" in verify(copied["november"]).difference
    assert "in the folder of" in verify(other).difference


def test_the_command_says_the_outcome_last_and_takes_a_key_from_elsewhere(chain, tmp_path: Path):
    city = chain["city"]
    where = ["--profile", str(city.profile.folder), "--home", str(city.home.root)]

    def lawgap(*arguments: str, config: Path) -> tuple[int, str, str]:
        command = [sys.executable, "-m", "pipelines.cli", *arguments, *where]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=os.environ | {"XDG_CONFIG_HOME": str(config)})
        return done.returncode, done.stdout, done.stderr

    assert lawgap("verify", config=chain["config"]) == (0, "edition: 2026-11-30.1\nintact\n", "")
    other = tmp_path / "config"
    code, said, _ = lawgap("keys", "new", config=other)
    assert code == 0 and [Path(line).name for line in said.split()] == ["small.key", "small.signing.pem"]
    before = {path.name: path.read_bytes() for path in (other / "lawgap").iterdir()}
    assert lawgap("keys", "new", config=other)[0] == 1, "nothing is missing"
    assert {path.name: path.read_bytes() for path in (other / "lawgap").iterdir()} == before
    code, said, _ = lawgap("verify", config=other)
    assert code == 1 and "signed with another key" in said and said.endswith("\nbroken\n")
    assert lawgap("verify", "--key", str(chain["key"]), config=other)[:2] == (0, "edition: 2026-11-30.1\nintact\n")
