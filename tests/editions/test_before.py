"""What stands before an edition: nothing is published on top of what was tampered with, and nothing can be taken away unseen."""

import copy
import datetime as dt
import json
import os
import random
import shutil
from pathlib import Path

import duckdb
import pytest

from assets.editions.manifest import file_sha256
from assets.editions.predecessors import check_before
from assets.editions.publish import editions
from assets.editions.rotation import trusted
from assets.editions.signature import fingerprint_of, read_signing_key, signing_path
from assets.editions.unsigned import new_keys, unsigned_before_key
from assets.editions.verify import verify
from pipelines.proof import stale_link
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.settings import Home
from tests.editions.forging import rehash
from tests.editions.small_city import City, dossier

JANUARY, FEBRUARY, JANUARY_AGAIN, MARCH = "2026-01-31.1", "2026-02-28.1", "2026-01-31.2", "2026-03-31.1"


@pytest.fixture(scope="module")
def quarter(tmp_path_factory) -> City:
    """January unsigned, then a key; February; a correction of January; March. Only to be read."""
    folder = tmp_path_factory.mktemp("quarter")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        city = City(folder)
        for number, day in ((1, dt.date(2026, 1, 31)), (2, dt.date(2026, 2, 28)), (1, dt.date(2026, 1, 31)), (3, dt.date(2026, 3, 31))):
            at = f"2026-04-{len(city.received) + 1:02d} 08:00:00"
            month = f"2026-0{number}"
            city.send("ho_so_tthc", f"{month}_{len(city.received)}.csv", [dossier("M0001", month, len(city.received))], at)
            city.publish(day)
            if len(city.received) == 1:
                new_keys(city.profile, city.home)
    return city


@pytest.fixture
def city(quarter: City, tmp_path: Path, monkeypatch) -> City:
    """The same home and keys somewhere else, ours to spoil."""
    place = quarter.profile.folder.parent
    for name in ("home", "inbox", "config"):
        shutil.copytree(place / name, tmp_path / name, symlinks=True)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    copied = copy.copy(quarter)
    copied.home, copied.inbox, copied.received = Home(tmp_path / "home", "small"), tmp_path / "inbox", list(quarter.received)
    return copied


def edition(city: City, name: str) -> Path:
    return city.home.editions / name


def own(city: City, name: str):
    """The verdict on the publisher's own machine."""
    return verify(edition(city, name), trusted(city.profile, None), unsigned_before_key(city.profile))


def before(city: City) -> list[Path]:
    return check_before(city.profile, editions(city.home), edition(city, MARCH), read_signing_key(city.profile, city.home))


def test_what_nobody_touched_is_intact_and_says_what_nobody_signed(city: City):
    assert [own(city, name).outcome for name in (JANUARY, FEBRUARY, JANUARY_AGAIN, MARCH)] == ["intact"] * 4
    assert own(city, JANUARY).remarks == ("unsigned: published before there was a key",)
    assert own(city, MARCH).remarks[0].startswith(f"editions up to {JANUARY} are unsigned")
    # an auditor who has but the public key takes it from the signed edition that names it
    key = fingerprint_of(signing_path(city.profile).with_suffix(".pub"))
    assert verify(edition(city, JANUARY), key).remarks == (f"unsigned: vouched for by {JANUARY_AGAIN}, which is signed and names it",)
    assert before(city) == [edition(city, JANUARY_AGAIN)]


def test_an_edition_that_no_chain_leads_to_is_named_by_the_next_one(city: City):
    manifest = json.loads((edition(city, MARCH) / "manifest.json").read_text(encoding="utf-8"))
    named = {manifest["previous"]["edition_id"], *(one["edition_id"] for one in manifest["beside"])}
    assert named == {FEBRUARY, JANUARY_AGAIN}
    shutil.rmtree(edition(city, JANUARY_AGAIN))
    verdict = verify(edition(city, MARCH))
    assert verdict.outcome == "broken" and f"edition {JANUARY_AGAIN}: missing" in verdict.difference
    assert verify(edition(city, FEBRUARY)).outcome == "intact", "it was published before"


def test_an_edition_beside_the_chain_that_was_emptied_or_rewritten_is_named(city: City):
    (edition(city, JANUARY_AGAIN) / "audit.duckdb").write_bytes(b"")
    assert verify(edition(city, MARCH)).difference == f"edition {JANUARY_AGAIN}: audit.duckdb: changed since publication"
    rehash(edition(city, JANUARY_AGAIN), tables=False)
    assert "its manifest changed since" in verify(edition(city, MARCH)).difference


def test_an_earlier_edition_emptied_of_all_but_its_manifest_is_named(city: City):
    for path in edition(city, FEBRUARY).iterdir():
        if path.name not in ("manifest.json", "manifest.sig", "signing_key.pub"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert verify(edition(city, MARCH)).difference == f"edition {FEBRUARY}: audit.duckdb: missing"


def test_nothing_is_published_on_top_of_an_edition_that_was_changed(city: City):
    with duckdb.connect(str(edition(city, MARCH) / "audit.duckdb")) as audit:
        audit.execute("delete from parameter")
    city.send("ho_so_tthc", "2026-04.csv", [dossier("M0001", "2026-04", 1)], "2026-05-02 08:00:00")
    stood = sorted(path.name for path in city.home.editions.iterdir())
    with pytest.raises(LawgapError, match=r"nothing is published on top of it: audit\.duckdb: changed since publication") as error:
        city.publish(dt.date(2026, 4, 30))
    assert MARCH in error.value.where and "restore" in error.value.do
    assert sorted(path.name for path in city.home.editions.iterdir()) == stood


def strip(city: City, *names: str) -> None:
    """Every signature taken away, every manifest written anew and led to the one before it."""
    for name in names:
        for path in ("manifest.sig", "signing_key.pub"):
            (edition(city, name) / path).unlink(missing_ok=True)
        path = edition(city, name) / "manifest.json"
        manifest = json.loads(path.read_text(encoding="utf-8"))
        for one in [manifest["previous"], *manifest["beside"]]:
            if one:
                one["sha256"] = file_sha256(edition(city, one["edition_id"]) / "manifest.json")
        rehash(edition(city, name), tables=False, signing_key=None, previous=manifest["previous"], beside=manifest["beside"])


def test_signatures_taken_from_the_whole_chain_are_missed_by_who_knows_a_key(city: City):
    strip(city, FEBRUARY, JANUARY_AGAIN, MARCH)
    assert verify(edition(city, MARCH)).remarks == ("unsigned",), "nothing inside the editions tells"
    for name in (FEBRUARY, JANUARY_AGAIN, MARCH):
        assert "unsigned, though the publisher's key is known" in own(city, name).difference
    with pytest.raises(LawgapError, match="unsigned, though the publisher's key is known"):
        before(city)


def test_a_chain_that_is_signed_does_not_go_on_unsigned(city: City):
    signing_path(city.profile).unlink()
    with pytest.raises(LawgapError, match="there is no key to sign the next one with"):
        before(city)


def test_not_a_byte_of_a_manifest_that_nobody_signed_can_change(city: City):
    path = edition(city, JANUARY) / "manifest.json"
    content, chance = path.read_bytes(), random.Random(8)
    inputs = content.index(b'"inputs"')
    places = [*range(inputs, content.index(b'"tables"'), 3), *chance.sample(range(len(content)), 40), len(content) - 1]
    for place in places:
        changed = bytearray(content)
        changed[place] = ord(b"0") if changed[place] != ord(b"0") else ord(b"1")
        path.write_bytes(changed)
        assert verify(edition(city, JANUARY)).outcome == "broken", (place, content[place - 20 : place + 20])
    for other in (content + b" ", content.replace(b"\n", b"\r\n", 1), b"[" * 200_000, b"[]", b"\xff", b'{"inputs": "\\ud800"}'):
        path.write_bytes(other)
        assert verify(edition(city, JANUARY)).outcome == "broken"
    path.write_bytes(content)
    assert verify(edition(city, JANUARY)).outcome == "intact"


@pytest.mark.parametrize("name", ["manifest.json", "manifest.sig", "signing_key.pub"])
def test_a_pipe_in_the_place_of_a_file_is_named_and_not_waited_for(city: City, name: str):
    (edition(city, MARCH) / name).unlink()
    os.mkfifo(edition(city, MARCH) / name)
    verdict = verify(edition(city, MARCH))
    assert verdict.outcome == "broken" and f"{name}: not a file" in verdict.difference
    with pytest.raises(LawgapError):
        before(city)


def test_a_link_that_leads_readers_to_an_older_edition_is_remarked(city: City):
    assert stale_link(city.home) == []
    link = city.home.editions / "latest"
    link.unlink()
    link.symlink_to(FEBRUARY)
    (remark,) = stale_link(city.home)
    assert f"leads to {FEBRUARY}" in remark and MARCH in remark
    link.unlink()
    assert "is missing" in stale_link(city.home)[0]
