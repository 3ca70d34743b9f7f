"""Every file of an edition spoiled once, in every way a file can be: `verify` names that file and no other."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assets.editions.signature import fingerprint_of, new_signing_key
from assets.editions.verify import Verdict, verify


@pytest.fixture(scope="module")
def edition(chain, tmp_path_factory) -> Path:
    """The chain's last edition somewhere else; every test leaves it as it was."""
    place = tmp_path_factory.mktemp("tampered") / "editions"
    shutil.copytree(chain["november"].parent, place, symlinks=True)
    return place / chain["november"].name


@pytest.fixture(autouse=True)
def whole(edition: Path):
    yield
    assert verify(edition).outcome == "intact"


def names(edition: Path) -> list[str]:
    return sorted(path.relative_to(edition).as_posix() for path in edition.rglob("*") if path.is_file())


def spoilt(path: Path, spoil: Callable[[Path], object], edition: Path) -> Verdict:
    """The verdict while `path` is spoilt."""
    content = path.read_bytes()
    spoil(path)
    verdict = verify(edition)
    path.unlink(missing_ok=True)
    path.write_bytes(content)
    return verdict


def flip(chance: random.Random) -> Callable[[Path], object]:
    """One bit of one byte, anywhere."""

    def spoil(path: Path) -> None:
        content = bytearray(path.read_bytes())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)

    return spoil


def blamed(edition: Path, verdict: Verdict) -> set[str]:
    """The files that the first difference names."""
    return {word.rstrip(":") for word in verdict.difference.split()} & set(names(edition))


def test_one_byte_of_any_file_is_enough_and_that_file_is_named(edition: Path):
    every = names(edition)
    assert {"audit.duckdb", "signing_key.pub", "open-data/gap.parquet", "profile/parameters.toml", "site/flags.html"} <= set(every)
    chance = random.Random(350)
    for name in every:
        verdict = spoilt(edition / name, flip(chance), edition)
        # a manifest and a signature that do not fit each other do not say which of the two is the false one
        suspected = {name, "manifest.sig"} if name == "manifest.json" else {name, "manifest.json"} if name == "manifest.sig" else {name}
        assert verdict.outcome == "broken" and name in verdict.difference and blamed(edition, verdict) <= suspected, (name, verdict)


def test_any_file_removed_is_named(edition: Path):
    for name in names(edition):
        verdict = spoilt(edition / name, Path.unlink, edition)
        assert verdict.outcome == "broken" and blamed(edition, verdict) <= {name} and name in verdict.difference, (name, verdict)


def test_any_file_emptied_or_made_a_link_is_named(edition: Path, tmp_path: Path):
    def link(path: Path) -> None:
        path.symlink_to(shutil.move(path, tmp_path / "elsewhere"))

    for name in [*random.Random(766).sample(names(edition), 12), "manifest.json", "manifest.sig", "audit.duckdb", "signing_key.pub"]:
        assert "not a file" in (said := spoilt(edition / name, link, edition).difference) and name in said
        assert name in spoilt(edition / name, lambda path: path.write_bytes(b""), edition).difference


@pytest.mark.parametrize("name", ["extra.txt", "site/extra.html", "open-data/.hidden", "audit.duckdb.wal", "profile/sources/x.toml"])
def test_a_file_added_anywhere_is_named(edition: Path, name: str):
    (edition / name).write_text("x", encoding="utf-8")
    assert verify(edition).difference == f"{name}: not in the manifest"
    (edition / name).unlink()


def test_an_empty_folder_a_linked_folder_and_another_case_are_named(edition: Path, tmp_path: Path):
    (edition / "site" / "more" / "inside").mkdir(parents=True)
    assert verify(edition).difference == "site/more/inside: not in the manifest"
    shutil.rmtree(edition / "site" / "more")
    (edition / "site" / "more").symlink_to(tmp_path)
    assert verify(edition).difference == "site/more: not in the manifest"
    (edition / "site" / "more").unlink()
    (edition / "site" / "flags.html").rename(edition / "site" / "Flags.html")
    assert verify(edition).difference == "site/Flags.html: not in the manifest"
    (edition / "site" / "Flags.html").rename(edition / "site" / "flags.html")


def test_two_files_that_change_places_are_both_changed(edition: Path):
    one, other = edition / "site" / "flags.html", edition / "site" / "index.html"
    contents = one.read_bytes(), other.read_bytes()
    one.write_bytes(contents[1])
    other.write_bytes(contents[0])
    assert verify(edition).difference == "site/flags.html: changed since publication"
    one.write_bytes(contents[0])
    other.write_bytes(contents[1])


def test_a_signature_taken_away_and_a_key_swapped_are_named(chain, edition: Path, tmp_path: Path, monkeypatch):
    where = f"edition {edition.name}: "
    assert spoilt(edition / "manifest.sig", Path.unlink, edition).difference == f"{where}manifest.sig: missing"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    other = new_signing_key(chain["city"].profile, chain["city"].home).with_suffix(".pub")
    assert fingerprint_of(other) != fingerprint_of(chain["key"])
    swapped = spoilt(edition / "signing_key.pub", lambda path: path.write_bytes(other.read_bytes()), edition)
    assert swapped.difference == f"{where}signing_key.pub: not the key that the manifest names"
