"""Hostile things about files that their bytes do not show: where links lead, and what names say."""

import datetime as dt
import os
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from assets.sources.reject_names import rejects_path
from tests.sources.hostile.ground import Ground, errors, names_taken
from tests.sources.hostile.kit import COMPLAINTS, NAME, NOW, put, row, short, table

GOOD = short("KN1,M0001,05/01/2026,x")


# links


def test_links_out_of_the_inbox_are_told_and_never_followed(ground, inbox, tmp_path):
    outside = tmp_path / "outside"
    (outside / "deep").mkdir(parents=True)
    (outside / NAME).write_text(GOOD)
    (outside / "deep" / NAME).write_text(GOOD)
    (inbox / COMPLAINTS / "linked").symlink_to(outside)
    (inbox / COMPLAINTS / "M0002_2026-01.csv").symlink_to(outside / NAME)
    (inbox / "thanh_tra_kiem_tra").symlink_to(outside)
    put(inbox)
    result = ground.take_in(inbox, NOW)
    out = "a link that points out of the inbox"
    assert errors(result) == [
        (f"{COMPLAINTS}/M0002_2026-01.csv", out), (f"{COMPLAINTS}/linked", out), ("thanh_tra_kiem_tra", out),
    ]  # fmt: skip
    assert names_taken(ground) == [f"{COMPLAINTS}/{NAME}"]


def test_a_link_inside_the_inbox_is_the_file_it_leads_to(ground, inbox):
    path = put(inbox, "M0001_2026-01_2.csv")
    path.with_name(NAME).symlink_to(path.name)
    result = ground.take_in(inbox, NOW)
    assert (result.taken, result.known, errors(result)) == (1, 1, [])


def test_links_to_folders_to_nowhere_and_to_themselves(ground, inbox):
    put(inbox)
    (inbox / COMPLAINTS / "again").symlink_to(inbox / COMPLAINTS)
    (inbox / COMPLAINTS / "M0002_2026-01.csv").symlink_to("gone.csv")
    (inbox / COMPLAINTS / "M0003_2026-01.csv").symlink_to("M0003_2026-01.csv")
    result = ground.take_in(inbox, NOW)
    assert [reason for _, reason in errors(result)] == ["a link that leads nowhere"] * 2 + ["a link to a folder, which is not followed"]
    assert names_taken(ground) == [f"{COMPLAINTS}/{NAME}"]


def test_the_inbox_itself_may_be_a_link(ground, inbox, tmp_path):
    put(inbox)
    (tmp_path / "link").symlink_to(inbox)
    assert ground.take_in(tmp_path / "link", NOW).taken == 1


# names


@pytest.mark.parametrize(
    "name",
    [
        "M0001_2026-01 (1).csv", "M0001_2026-01[1].csv", "M0001_2026-01*.csv", "M0001_2026-01 50%.csv", "M0001_2026-01'; --.csv",
        'M0001_2026-01 "mới".csv', "M0001_2026-01 bản sửa lần 2 đã ký.CSV", "M0001_2026-01\\n.csv", "M0001_2026-01\n.csv",
        "M0001_2026-01{a,b}.csv", "M0001_2026-01 <b>.csv", "M0001_2026-01~.csv", "M0001_2026-01=x.csv", "M0001_2026-01?.csv",
        f"M0001_2026-01_{'ệ' * 79}.csv",
    ],
)  # fmt: skip
def test_a_name_is_a_name_and_nothing_else(ground, inbox, name):
    """Names that the reader could take for a pattern, a command, or a page."""
    put(inbox, name, short("KN1,M0001,05/01/2026,x", "KN2,M0001,31/02/2026,x", "KN3,M0001,05/01/2026,x,thừa"))
    # a pattern would take these up as well, or instead
    others = ["M0001_2026-011.csv", "M0001_2026-01_khác.csv", "M0001_2026-01a.csv"]
    for number, other in enumerate(others):
        put(inbox, other, short(f"KN9{number},M0001,05/01/2026,y", f"KN8{number},M0001,06/01/2026,y"))
    result = ground.take_in(inbox, NOW)
    assert not errors(result)
    assert ground.taken(f"{COMPLAINTS}/{name}").counts == (3, 1, 0, 2)
    assert [ground.taken(f"{COMPLAINTS}/{other}").counts for other in others] == [(2, 2, 0, 0)] * 3
    assert ground.rows("select count(*), count(*) filter (where content = 'x') from sources.complaint") == [(7, 1)]
    ground.check_everything_is_somewhere()
    assert rejects_path(ground.home.rejects, COMPLAINTS, name).is_file()


def test_folders_may_be_named_like_patterns(city, tmp_path):
    ground = Ground(*city, tmp_path / "nhà [1]" / "home*")
    for place in ("hộp [1] năm=2026", "hộp 1 năm=2026"):
        folder = tmp_path / place / COMPLAINTS
        folder.mkdir(parents=True)
        frame = pd.DataFrame([{"Mã đơn": place, "Mã đơn vị": "M0001", "Ngày nhận": "05/01/2026"}])
        frame.to_json(folder / "M0001_2026-01.json", orient="records")
        frame.to_parquet(folder / "M0002_2026-01.parquet")
        frame.to_csv(folder / "M0003_2026-01.csv", index=False)
    result = ground.take_in(tmp_path / "hộp [1] năm=2026", NOW)
    assert (result.taken, errors(result)) == (3, [])
    assert ground.rows("select distinct case_id, count(*) over () from sources.complaint") == [("hộp [1] năm=2026", 3)]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("khieu_nai.csv", "the name must be <agency code>_YYYY-MM"),
        ("2026-01.csv", "the name must be <agency code>_YYYY-MM"),
        ("M0001_2026-13.csv", "the name must be <agency code>_YYYY-MM"),
        ("M0001-2026-01.csv", "the name must be <agency code>_YYYY-MM"),
        ("M9999_2026-01.csv", "agency code M9999 in the name is not in the register"),
        ("M0001_2019-12.csv", "agency code M0001 in the name is not in the register"),
        ("M0001_2026-01", "a kind of file that is not read"),
        ("M0001_2026-01.csv.exe", "a kind of file that is not read"),
    ],
)
def test_a_name_that_does_not_say_whose_file_it_is(ground, inbox, name, reason):
    put(inbox, name)
    assert errors(ground.take_in(inbox, NOW)) == [(f"{COMPLAINTS}/{name}", reason)]
    assert rejects_path(ground.home.rejects, COMPLAINTS, name).is_file()


def test_a_name_that_is_not_utf8_is_told(ground, inbox):
    (Path(os.fsdecode(os.fsencode(inbox / COMPLAINTS) + b"/M0001_2026-01_\xd0\xe5.csv"))).write_text(GOOD)
    put(inbox)
    result = ground.take_in(inbox, NOW)
    assert errors(result) == [(f"{COMPLAINTS}/M0001_2026-01_??.csv", "a file name that is not UTF-8")]
    assert names_taken(ground) == [f"{COMPLAINTS}/{NAME}"]


def test_hidden_files_and_locks_are_left_and_what_only_is_named_like_a_file_is_told(ground, inbox):
    for name in (f".{NAME}", f"~${NAME}", f"._{NAME}"):
        put(inbox, name)
    (inbox / COMPLAINTS / NAME).mkdir()
    os.mkfifo(inbox / COMPLAINTS / "M0002_2026-01.csv")
    result = ground.take_in(inbox, NOW)
    assert result.taken == 0
    assert [name for name, _ in errors(result)] == [f"{COMPLAINTS}/{NAME}", f"{COMPLAINTS}/M0002_2026-01.csv"]


def test_a_file_nobody_claims_is_told_and_not_read(ground, inbox):
    (inbox / "nguồn lạ").mkdir()
    (inbox / "nguồn lạ" / NAME).write_text(GOOD)
    result = ground.take_in(inbox, NOW)
    assert [(n.name, n.message_en) for n in result.notices] == [(f"nguồn lạ/{NAME}", "no source claims this file")]


def test_same_bytes_under_another_name_are_known_and_from_another_agency_are_its_own_file(ground, inbox):
    put(inbox)
    put(inbox, "M0001_2026-01_bản sao.csv")
    put(inbox, "M0002_2026-01.csv")
    put(inbox, "M0001_2026-02.csv")
    result = ground.take_in(inbox, NOW)
    assert (result.taken, result.known) == (3, 1)
    ground.check_everything_is_somewhere()
    assert ground.take_in(inbox, NOW + dt.timedelta(days=1)).known == 4


def test_what_was_returned_is_taken_away_once_the_corrected_file_has_come(ground, inbox):
    answer = rejects_path(ground.home.rejects, COMPLAINTS, NAME)
    put(inbox, NAME, short("KN1,M0001,05/01/2026,x", "KN2,M0001,31/02/2026,x"))
    ground.take_in(inbox, NOW)
    assert answer.is_file()
    put(inbox, NAME, short("KN1,M0001,05/01/2026,x", "KN2,M0001,28/02/2026,x"))
    ground.take_in(inbox, NOW + dt.timedelta(days=30))
    assert not answer.exists()
    # what was refused stays on record
    assert ground.rows("select count(*) from sources.rejected_row") == [(1,)]


def test_a_line_without_end_is_said_to_be_too_long(ground, inbox):
    put(inbox, NAME, short("KN1,M0001,05/01/2026,x", f"KN2,M0001,05/01/2026,{'x' * 3_000_000}", "KN3,M0001,05/01/2026,x"))
    ground.take_in(inbox, NOW)
    assert ground.rows("select row, reason_en from sources.rejected_row") == [
        (3, "the line does not have the columns of the header, or is too long")
    ]
    assert ground.taken(f"{COMPLAINTS}/{NAME}").counts == (3, 2, 0, 1)


def test_what_a_library_quotes_is_not_told_to_anybody(ground: Ground, inbox: Path):
    """A path of this machine, and the cell that it could not read, which may be somebody's name."""
    name = pa.Array.from_buffers(pa.string(), 1, pa.array([b"Nguy\xffn"]).buffers())
    pq.write_table(
        pa.table({"Mã đơn": name, "Mã đơn vị": ["M0001"], "Ngày nhận": ["05/01/2026"]}), inbox / COMPLAINTS / "M0001_2026-01.parquet"
    )
    [(_, reason)] = errors(ground.take_in(inbox, NOW))
    assert reason.startswith("cannot read the file") and "Nguy" not in reason and str(inbox) not in reason


def test_a_refused_value_comes_back_with_what_would_be_taken(ground: Ground, inbox: Path):
    put(inbox, text=table(row(**{"Kết quả": "Dung"}), row(**{"Mã đơn": "KN2", "Ngày nhận": "2026.01.05"})))
    ground.take_in(inbox, NOW)
    assert [vi.partition("; ")[2] for (vi,) in ground.rows("select reason_vi from sources.rejected_row order by row")] == [
        "ghi một trong các giá trị: Đúng, Đúng một phần, Sai, Rút", "ghi như 20/10/2026",
    ]  # fmt: skip
