"""Hostile things about moments and memory: files that change while they are read, received.csv, rows without end."""

import csv
import dataclasses
import datetime as dt
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assets.sources.inbox import arrivals
from assets.sources.intake import prepare, take_in
from assets.sources.retention import listing, remove_raw
from assets.sources.subject_files import raw_files
from pipelines.runtime.profile import load_profile
from pipelines.runtime.settings import Home
from tests.sources.hostile.ground import errors, names_taken
from tests.sources.hostile.kit import COMPLAINTS, HEAD, NAME, NOW, put, short


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser can read everything")
def test_a_file_that_may_not_be_read_is_told(ground, inbox):
    put(inbox).chmod(0)
    put(inbox, "M0002_2026-01.csv")
    result = ground.take_in(inbox, NOW)
    assert (result.taken, len(errors(result))) == (1, 1)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder to which everybody comes: pytest's own are closed to all but its user."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextmanager
def shut(folder: Path, mode: int) -> Iterator[None]:
    """The folder has this mode; and the superuser, who can read everything, is nobody for a while."""
    user = os.geteuid()
    folder.chmod(mode)
    try:
        os.seteuid(user or 65534)
        yield
    finally:
        os.seteuid(user)
        folder.chmod(0o755)


# nothing allowed; listed and not entered; entered and not listed
@pytest.mark.parametrize("mode", [0, 0o444, 0o111])
@pytest.mark.parametrize("closed", [".", "don_khieu_nai"])
def test_a_folder_that_may_not_be_read_is_told(open_folder, closed, mode):
    home = Home(open_folder, "sample")
    files = [home.inbox / "don_khieu_nai" / "M0001_2026-01.csv", home.inbox / "ho_so_tthc" / "2026-01.csv"]
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x", encoding="utf-8")
    with shut(home.inbox / closed, mode):
        found, notices = arrivals(home.inbox, load_profile("sample"), NOW)
        come, of_an_erasure = listing(home), raw_files(home, [], set())
    assert [notice.name for notice in notices] == [closed] and "không có quyền đọc" in notices[0].message_vi
    readable = [] if closed == "." else files[1:]
    assert [arrival.path for arrival in found] == readable and len(come) == len(readable)
    # who has a person erased is told that nobody looked into it
    assert of_an_erasure.unread == ((home.inbox / closed), *readable)


def test_a_link_into_a_closed_folder_leads_nowhere_and_ends_no_run(open_folder):
    home, elsewhere = Home(open_folder, "sample"), open_folder / "elsewhere"
    for folder in (home.inbox / "ho_so_tthc", elsewhere):
        folder.mkdir(parents=True)
    (elsewhere / "2026-01.csv").write_text("x", encoding="utf-8")
    (home.inbox / "ho_so_tthc" / "2026-01.csv").symlink_to(elsewhere / "2026-01.csv")
    with shut(elsewhere, 0):
        found, notices = arrivals(home.inbox, load_profile("sample"), NOW)
        assert (found, listing(home)) == ([], [])
    assert [(notice.name, notice.message_en) for notice in notices] == [("ho_so_tthc/2026-01.csv", "a link that leads nowhere")]


def test_a_folder_that_was_closed_after_its_files_came_does_not_end_the_retention(bench_of, open_folder):
    bench, home = bench_of("sample"), Home(open_folder, "sample")
    card = bench.profile.card.model_copy(update={"raw_retention_days": 30})
    profile = dataclasses.replace(bench.profile, card=card)
    strange = home.inbox / "khac" / "x.csv"
    strange.parent.mkdir(parents=True)
    strange.write_text("x", encoding="utf-8")
    prepare(bench.connection)
    take_in(bench.connection, profile, home, home.inbox, NOW)
    said = "select name from sources.notice where message_en like 'past the retention%'"
    later = dt.datetime.now() + dt.timedelta(days=365)
    with shut(strange.parent, 0):
        assert remove_raw(bench.connection, profile, home, later) == [] and bench.rows(said) == []
    remove_raw(bench.connection, profile, home, later)
    assert strange.exists() and bench.rows(said) == [("khac/x.csv",)]


@pytest.mark.parametrize("way", ["put in its place", "written over"])
def test_a_file_that_changes_while_it_is_read_is_left_for_the_next_run_and_never_mixed(ground, inbox, tmp_path, way):
    versions = [HEAD + "".join(f"KN{n},M0001,05/01/2026,{text}{'x' * 90}\n" for n in range(40_000)) for text in ("cũ", "mới")]
    path, done = put(inbox, NAME, versions[0]), threading.Event()
    for number, text in enumerate(versions):
        (tmp_path / f"{number}.csv").write_text(text)

    def change() -> None:
        """As a program that saves again and again: a whole new file over the old one, or bytes inside it."""
        number = 0
        while not done.wait(0.003):
            number += 1
            if way == "put in its place":
                (tmp_path / "next.csv").hardlink_to(tmp_path / f"{number % 2}.csv")
                (tmp_path / "next.csv").replace(path)
            else:
                with path.open("r+b") as handle:
                    handle.seek(1 << 20)
                    handle.write(b"y" * (number % 2 + 1))

    writer = threading.Thread(target=change)
    writer.start()
    try:
        result = ground.take_in(inbox, NOW)
    finally:
        done.set()
        writer.join()
    assert errors(result) == [(f"{COMPLAINTS}/{NAME}", "the file changed while it was read; it will be read next time")]
    assert names_taken(ground) == [] and not list(ground.home.staged.iterdir()) and not list(ground.home.rejects.rglob("*.xlsx"))
    path.unlink()
    put(inbox, NAME, versions[1])
    again = ground.take_in(inbox, NOW)
    assert (again.taken, errors(again)) == (1, [])
    assert ground.rows("select content[:3], count(*) from sources.complaint group by all") == [("mới", 40_000)]
    ground.check_everything_is_somewhere()


def test_a_small_file_replaced_after_it_was_looked_at_is_not_taken_for_what_it_was(ground, inbox):
    """Small files wait until all have been seen and are read together: much can happen to them meanwhile."""
    path = put(inbox)
    for agency in ("M0002", "M0003"):
        put(inbox, f"{agency}_2026-01.csv", HEAD + "".join(f"KN{n},{agency},05/01/2026,{'x' * 90}\n" for n in range(40_000)))

    def change() -> None:
        while not list(ground.home.staged.glob("*.json")):
            threading.Event().wait(0.001)
        path.write_text(short("KN1,M0001,06/01/2026,x", "KN2,M0001,06/01/2026,x"))

    writer = threading.Thread(target=change)
    writer.start()
    result = ground.take_in(inbox, NOW)
    writer.join()
    assert errors(result) == [(f"{COMPLAINTS}/{NAME}", "the file changed while it was read; it will be read next time")]
    assert len(names_taken(ground)) == 2
    assert ground.take_in(inbox, NOW).rows_read == 2
    ground.check_everything_is_somewhere()


# received.csv


def received(inbox: Path, content: bytes) -> tuple[dict[str, dt.datetime], list[str]]:
    # the limit a fresh process has; reading other files raises it
    csv.field_size_limit(1 << 17)
    (inbox / "received.csv").write_bytes(content)
    found, notices = arrivals(inbox, load_profile("sample"), NOW)
    assert all((notice.name, notice.level) == ("received.csv", "error") for notice in notices)
    return {arrival.path.name: arrival.received_at for arrival in found}, [notice.message_en for notice in notices]


LINE = f"{COMPLAINTS}/{NAME},2026-02-04 08:30:00\n".encode()
OTHER = f"{COMPLAINTS}/M0002_2026-01.csv".encode()
FOURTH = dt.datetime(2026, 2, 4, 8, 30)
LINES = "lines that cannot be read or lie ahead: "


@pytest.mark.parametrize(
    ("content", "at", "said"),
    [
        (b"path,received_at\n" + LINE, FOURTH, []),
        (b"\xef\xbb\xbfpath,received_at\r\n" + LINE.replace(b"\n", b"\r\n"), FOURTH, []),
        (b"received_at,path\n" + b",".join(LINE.strip().split(b",")[::-1]), FOURTH, []),
        (b"path,received_at\n" + LINE + OTHER + b",\n\n", FOURTH, []),
        (b"path,received_at\n" + LINE + b"gone/2020-01.csv,2020-02-04 08:30:00\n", FOURTH, []),
        (b"path,received_at\n" + OTHER + b",04/02/2026 08:30\n" + LINE, FOURTH, [LINES + "2"]),
        (b"path,received_at\n" + LINE + OTHER + b",2026-02-31 08:30:00\n", FOURTH, [LINES + "3"]),
        (b"path,received_at\n" + LINE + OTHER + b",2026-02-04T08:30:00+07:00\n", FOURTH, [LINES + "3"]),
        (b"path,received_at\n" + LINE + OTHER + b",0026-02-04 08:30:00\n", FOURTH, [LINES + "3"]),
        (b"path,received_at\n" + LINE + OTHER + b",2099-02-04 08:30:00\n", FOURTH, [LINES + "3"]),
        (b"path,received_at\n\n" + OTHER + b"\n" + b",2026-02-04 08:30:00\nx\ny,z,2\n" + LINE, FOURTH, [LINES + "3, 4, 5, 6"]),
        (b'path,received_at\n"' + OTHER + b",2026\n" + LINE, FOURTH, [LINES + "2"]),
        (b"path,received_at\n" + b"x" * 200_000 + b",2026-02-04\n" + LINE, FOURTH, [LINES + "2"]),
        (b"path,received_at\n\xff\xfe\x00,2026-02-04\n" + LINE, FOURTH, [LINES + "2"]),
        (b"file;time\n" + LINE, NOW, ["the columns path, received_at are missing"]),
        (b"", NOW, ["the columns path, received_at are missing"]),
    ],
)
def test_received_csv_counts_where_it_can_be_read_and_says_where_not(inbox, content, at, said):
    put(inbox)
    put(inbox, "M0002_2026-01.csv")
    assert received(inbox, content) == ({NAME: at, "M0002_2026-01.csv": NOW}, said)


def test_received_csv_that_is_no_file_is_told_and_never_followed(ground, inbox, tmp_path):
    put(inbox)
    (tmp_path / "outside.csv").write_bytes(b"path,received_at\n" + LINE)
    (inbox / "received.csv").symlink_to(tmp_path / "outside.csv")
    assert errors(ground.take_in(inbox, NOW)) == [("received.csv", "not a file of the inbox")]
    (inbox / "received.csv").unlink()
    (inbox / "received.csv").mkdir()
    assert errors(ground.take_in(inbox, NOW)) == [("received.csv", "not a file of the inbox")]
    assert ground.rows("select received_at from sources.source_file") == [(NOW,)]


# memory

WIDE = """
import datetime as dt, sys
from pathlib import Path
from tests.sources.hostile.ground import Ground, open_city
home, inbox = Path(sys.argv[1]), Path(sys.argv[2])
ground = Ground(*next(open_city("sample")), home)
ground.take_in(inbox, dt.datetime(2026, 2, 10))
print(ground.rows("select rows_read, rows_accepted, rows_rejected from sources.source_file"))
# of this program alone: ru_maxrss keeps what the process held that started it
print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))
"""


def test_rows_of_100000_cells_do_not_fill_the_memory(inbox, tmp_path):
    wide = ",thừa" * 100_000
    put(inbox, NAME, short("KN1,M0001,05/01/2026,x", *[f"KN2,M0001,05/01/2026,x{wide}"] * 100, "KN3,M0001,05/01/2026,x"))
    done = subprocess.run([sys.executable, "-c", WIDE, tmp_path / "home", inbox], capture_output=True, text=True, check=False)
    counts, peak = done.stdout.strip().split("\n") if done.stdout else (done.stderr, "0")
    assert counts == "[(102, 2, 100)]"
    assert int(peak) < 1_500_000
