"""A backup holds all that a home cannot be made again without, and comes back whole or not at all."""

import datetime as dt
import io
import tarfile
import threading
from pathlib import Path

import pyarrow as pa
import pytest
from typer.testing import CliRunner

from assets.editions.signature import new_signing_key, signing_path
from pipelines.backup import backup
from pipelines.cli import app
from pipelines.console import out
from pipelines.restore import restore
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.settings import Home
from pipelines.runtime.warehouse import locked
from tests.editions.small_city import City, a_year


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """A signed edition, one refused row, a record of an erasure, an errata file and a letter; only to be read."""
    folder = tmp_path_factory.mktemp("city")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        city = City(folder)
        city.inbox = city.home.inbox
        new_signing_key(city.profile, city.home)
        for month, rows in a_year("2026-10", {"M0003": {"2026-09", "2026-10"}}).items():
            broken = [{**rows[0], "Mã hồ sơ": "X", "Thời điểm nộp": "33/33/2026"}] if month == "2026-10" else []
            city.send("ho_so_tthc", f"{month}.csv", [*rows, *broken], "2026-11-02 08:00:00")
        city.publish(dt.date(2026, 10, 31))
        for name in ("erasures/1.json", "outbox/sent.json", "editions/errata.json"):
            path = city.home.folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_text('{"at": "2026-11-03T00:00:00", "editions": []}', encoding="utf-8")
        yield city


@pytest.fixture(scope="module", params=[".tar.zst", ".tar.gz"])
def saved(city, request, tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("saved") / f"city{request.param}"
    backup(city.profile, city.home, file, out)
    return file


def lawgap(*arguments: str):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): str(path.readlink()).encode() if path.is_symlink() else path.read_bytes()
        for path in folder.rglob("*")
        if path.is_symlink() or path.is_file()
    }


def packed(file: Path, members: list[tuple[tarfile.TarInfo, bytes]]) -> Path:
    with pa.CompressedOutputStream(str(file), "gzip") as stream, tarfile.open(fileobj=stream, mode="w|") as archive:
        for member, content in members:
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return file


def named(name: str, kind: bytes = tarfile.REGTYPE, to: str = "") -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, to
    return member


def test_all_but_raw_files_comes_back(city, saved, tmp_path):
    restore(saved, tmp_path / "new", out)
    before, after = contents(city.home.folder), contents(tmp_path / "new" / "small")
    expected = {name: content for name, content in before.items() if not name.startswith("inbox/") and name != "warehouse.lock"}
    assert after == expected
    for part in ("staged/", "rejects/", "editions/latest", "erasures/", "outbox/", "editions/errata.json", "warehouse.duckdb"):
        assert any(name.startswith(part) for name in after), part


def test_what_was_restored_is_intact_and_a_run_has_nothing_to_do(city, saved, tmp_path):
    restore(saved, tmp_path, out)
    where = ("--profile", city.profile.folder, "--home", tmp_path)
    verdict = lawgap("verify", *where)
    assert verdict.exit_code == 0 and verdict.output.strip().endswith("intact") and "unsigned" not in verdict.output
    ran = lawgap("run", "--as-of", "2026-10-31", *where)
    assert ran.exit_code == 0 and "nothing new" in ran.output
    assert [path.name for path in (tmp_path / "small" / "editions").iterdir() if path.is_dir() and not path.is_symlink()] == [
        "2026-10-31.1"
    ]


def test_keys_are_never_in_it_and_it_says_where_they_are(city, tmp_path):
    done = lawgap("backup", tmp_path / "city.tar.gz", "--profile", city.profile.folder, "--home", city.home.root)
    assert done.exit_code == 0 and "private keys are not in it" in done.output and str(signing_path(city.profile)) in done.output
    with tarfile.open(tmp_path / "city.tar.gz") as archive:
        assert not any(b"PRIVATE KEY" in archive.extractfile(m).read() for m in archive if m.isreg())
    assert (tmp_path / "city.tar.gz").stat().st_mode & 0o077 == 0


def test_a_private_key_in_the_home_stops_it(city, tmp_path):
    stray = city.home.folder / "staged" / "copy.pem"
    stray.write_bytes(signing_path(city.profile).read_bytes())
    try:
        with pytest.raises(LawgapError, match="a private key lies in the home"):
            backup(city.profile, city.home, tmp_path / "city.tar.gz", out)
    finally:
        stray.unlink()
    assert list(tmp_path.iterdir()) == []


def test_a_link_that_leads_out_stops_it(city, tmp_path):
    link = city.home.folder / "rejects" / "elsewhere"
    link.symlink_to(tmp_path)
    try:
        with pytest.raises(LawgapError, match="a link leads out of the home"):
            backup(city.profile, city.home, tmp_path / "city.tar.gz", out)
    finally:
        link.unlink()


def test_it_waits_for_a_run_that_writes(city, tmp_path):
    said: list[str] = []
    began = threading.Event()

    class Listener:
        def print(self, text, **_):
            said.append(text)
            began.set()

    with locked(city.home):
        other = threading.Thread(target=backup, args=(city.profile, city.home, tmp_path / "city.tar.gz", Listener()))
        other.start()
        began.wait()
        assert list(tmp_path.iterdir()) == [] and "another run is writing" in said[0]
    other.join()
    assert (tmp_path / "city.tar.gz").exists()


@pytest.mark.parametrize("name", ["city.zip", "city.tar"])
def test_another_ending_is_refused(city, tmp_path, name):
    with pytest.raises(LawgapError, match="not a name of a backup"):
        backup(city.profile, city.home, tmp_path / name, out)


def test_no_file_is_replaced_and_none_is_written_into_the_home(city, saved):
    before = saved.read_bytes()
    with pytest.raises(LawgapError, match="there already"):
        backup(city.profile, city.home, saved, out)
    assert saved.read_bytes() == before
    with pytest.raises(LawgapError, match="inside the home"):
        backup(city.profile, city.home, city.home.folder / "city.tar.gz", out)


def test_a_home_that_holds_something_is_not_touched(saved, tmp_path):
    home = Home(tmp_path, "small")
    home.staged.mkdir(parents=True)
    with pytest.raises(LawgapError, match="the home is not empty"):
        restore(saved, tmp_path, out)
    assert contents(tmp_path) == {} and list(tmp_path.iterdir()) == [home.folder]


@pytest.mark.parametrize("cut", [0, 10, 1000, 0.5, 0.98])
def test_half_a_backup_restores_nothing(saved, tmp_path, cut):
    whole = saved.read_bytes()
    half = tmp_path / f"half{''.join(saved.suffixes[-2:])}"
    half.write_bytes(whole[: int(len(whole) * cut) if isinstance(cut, float) else cut])
    with pytest.raises(LawgapError):
        restore(half, tmp_path / "new", out)
    assert list((tmp_path / "new").iterdir()) == []


def test_one_changed_byte_restores_nothing(saved, tmp_path):
    """Packed anew, so that neither gzip nor zstd sees it."""
    packing = {".zst": "zstd", ".gz": "gzip"}[saved.suffix]
    changed = tmp_path / "changed.tar.gz"
    with pa.input_stream(str(saved), compression=packing) as stream:
        archive = stream.read()
    with tarfile.open(fileobj=io.BytesIO(archive)) as inside:
        place = inside.getmember("small/warehouse.duckdb").offset_data + 5000
    with pa.CompressedOutputStream(str(changed), "gzip") as stream:
        stream.write(archive[:place] + bytes([archive[place] ^ 1]) + archive[place + 1 :])
    with pytest.raises(LawgapError, match=r"small/warehouse\.duckdb is not what was written"):
        restore(changed, tmp_path / "new", out)
    assert list((tmp_path / "new").iterdir()) == []


CARD = (named("backup.json"), b'{"format": 1, "profile": "small", "made_at": "", "schema_version": 2}')


@pytest.mark.parametrize(
    "member",
    [
        (named("../evil"), b"x"),
        (named("small/../../evil"), b"x"),
        (named("/tmp/evil_absolute"), b"x"),
        (named("other/file"), b"x"),
        (named("small/out", tarfile.SYMTYPE, "../../.."), b""),
        (named("small/out", tarfile.LNKTYPE, "/etc/passwd"), b""),
        (named("small/device", tarfile.CHRTYPE), b""),
    ],
    ids=lambda m: f"{m[0].name}-{m[0].linkname}",
)
def test_nothing_is_written_outside_the_home(tmp_path, member):
    file = packed(tmp_path / "evil.tar.gz", [CARD, member, (named("hashes.json"), b"{}")])
    with pytest.raises(LawgapError, match=r"do not trust|would write outside|holds what no backup holds"):
        restore(file, tmp_path / "root", out)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["evil.tar.gz", "root"]


@pytest.mark.parametrize("card", [b"[]", b"{", b'{"format": 1, "profile": "../up"}', b'{"format": 2, "profile": "small"}'])
def test_what_is_no_backup_of_ours_says_so(tmp_path, card):
    file = packed(tmp_path / "no.tar.gz", [(named("backup.json"), card)])
    with pytest.raises(LawgapError):
        restore(file, tmp_path / "root", out)
    assert list((tmp_path / "root").iterdir()) == []


def test_what_a_killed_restore_left_is_cleared(saved, tmp_path):
    left = tmp_path / ".restoring" / "small" / "half"
    left.parent.mkdir(parents=True)
    left.write_text("half")
    restore(saved, tmp_path, out)
    assert [path.name for path in tmp_path.iterdir()] == ["small"] and not (tmp_path / "small" / "half").exists()
