"""Nobody can find a citizen in what is kept: planted items are looked for in every byte a real run leaves behind."""

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from assets.sources.intake import take_in
from assets.sources.privacy import new_key, read_key
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import load_profile
from pipelines.runtime.settings import Home
from pipelines.runtime.warehouse import connect
from tests.conftest import ROOT
from tests.sources.plants import TEXT, Plants, rows_of, write_as, write_csv
from tests.sources.searching import Finder, everything, spellings

KEY = "c0ffee42" * 8
DOSSIER = {"Mã hồ sơ": "H", "Mã đơn vị": "M0001", "Thời điểm tiếp nhận": "05/01/2026 09:00", "Tình trạng": "Đang xử lý"}
COMPLAINT = {"Mã đơn": "KN", "Mã đơn vị": "M0001", "Lần giải quyết": "1", "Ngày nhận": "05/01/2026"}
PETITION = {"Mã phản ánh": "PA", "Mã đơn vị": "M0002", "Thời điểm nhận": "05/01/2026 09:00"}
SANCTION = {"Số biên bản": "BB", "Mã đơn vị": "M0003", "Ngày lập biên bản": "05/01/2026"}
EVENT = {"Mã hồ sơ": "H", "Sự kiện": "Tạm dừng", "Thời điểm": "06/01/2026 09:00"}
RECEPTION = {"Ngày theo lịch": "15/01/2026", "Mã đơn vị": "M0004"}
TASK = {"Mã": "NV", "Mã đơn vị": "M0001", "Ngày giao": "05/01/2026", "Hạn": "31/12/2026"}
NEVER = {"Họ tên": "any", "CCCD": "any", "Số điện thoại": "any", "Ghi chú nội bộ": "any", "Người nhận giúp": "any"}


def plant(inbox: Path) -> list[str]:
    """Files of eight sources in every format, a thousand items and more in them; the items."""
    plants = Plants(350)

    def send(name: str, base: dict, places: dict[str, str], number: int) -> None:
        rows = [base, *rows_of(plants, base, {**places, **NEVER}, number)]
        write_as(inbox / name, rows, [[plants.one()] for _ in range(20)])

    dossier = {"Mã người nộp": "any", "Cán bộ thụ lý": "text", "Mã TTHC": "code", "Kênh nộp": "digits", "Thời điểm hoàn tất": "digits",
               "Mã đơn vị": "digits", "Mã hồ sơ": "code"}  # fmt: skip
    complaint = {"Nội dung": "text", "Lĩnh vực": "text", "Người phụ trách": "text", "Văn bản xác định phức tạp": "text",
                 "Kết quả": "digits", "Ngày thụ lý": "digits", "Mã đơn": "code", "Mã đơn vị": "digits"}  # fmt: skip
    petition = {"Nội dung": "text", "Kênh": "text", "Kết quả": "text", "Mức hài lòng": "digits", "Hạn trả lời": "digits", "Mã TTHC": "code"}
    send("ho_so_tthc/2026-01.csv", DOSSIER, dossier, 9)
    send("ho_so_tthc/2026-02.csv.gz", DOSSIER, dossier, 6)
    send("ho_so_tthc/2026-03.parquet", DOSSIER, dossier, 6)
    send("don_khieu_nai/M0001_2026-01.xlsx", COMPLAINT, complaint, 8)
    send("don_khieu_nai/M0001_2026-02.csv", COMPLAINT, complaint, 8)
    send("phan_anh_kien_nghi/2026-01.json", PETITION, petition, 9)
    send("phan_anh_kien_nghi/2026-02.ndjson", PETITION, petition, 9)
    send("xu_phat_hanh_chinh/2026-01.csv", SANCTION, {"Hành vi": "text", "Hình thức cưỡng chế": "text", "Số tiền": "amount"}, 9)
    send("su_kien_ho_so/2026-01.csv", EVENT, {"Căn cứ": "text", "Mã đơn vị mới": "digits", "Sự kiện": "code", "Mã hồ sơ": "code"}, 8)
    send("tiep_cong_dan/M0004_2026-01.csv", RECEPTION, {"Số lượt": "digits", "Người tiếp": "digits", "Ngày thực hiện": "digits"}, 8)
    send("nhiem_vu_ke_hoach/M0001_2026-01.csv", TASK, {"Sản phẩm": "text", "Số sản phẩm giao": "digits", "Định mức": "amount"}, 8)
    plant_bad_files(inbox, plants)
    return plants.items


def plant_bad_files(inbox: Path, plants: Plants) -> None:
    """Files that are refused, lines that cannot be split, other encodings, a header that says too much."""
    broken = "".join(f"H9{i},M0001,05/01/2026,{plants.one()},{plants.one()},x,y,z,{plants.one()}\n" for i in range(10))
    write_csv(inbox / "ho_so_tthc" / "2026-04.csv", [DOSSIER], tail=broken)
    lines = [{**COMPLAINT, "Mã đơn": f"KX{i}", "Nội dung": plants.said()} for i in range(10)]
    write_csv(inbox / "don_khieu_nai" / "M0002_2026-01.csv", lines, encoding="utf-16")
    write_csv(inbox / "don_khieu_nai" / "M0003_2026-01.csv", [{"Mã đơn": plants.one(), "Nội dung": plants.one()} for _ in range(10)])
    accuser = [{"Mã đơn": "TC1", "Mã đơn vị": "M0001", "Ngày nhận": "05/01/2026", "Người tố cáo": plants.one()} for _ in range(5)]
    write_csv(inbox / "don_to_cao" / "M0001_2026-01.csv", accuser)
    (inbox / "don_khieu_nai" / "M0004_2026-01.xlsx").write_text("\n".join(plants.one() for _ in range(10)), encoding="utf-8")
    (inbox / "don_khieu_nai" / "M0005_2026-01.json").write_text(f'{{"Mã đơn": "{plants.one()}", "x"', encoding="utf-8")
    write_csv(inbox / "phan_anh_kien_nghi" / "2026-03.csv", [{**PETITION, f"Ghi chú {plants.one(TEXT)}": plants.one()} for _ in range(4)])
    people = [{"Người gửi": {"tên": plants.one(("name",)), "máy": plants.one(("phone",))}} for _ in range(10)]
    write_as(inbox / "phan_anh_kien_nghi" / "2026-04.json", [{**PETITION, "Mã phản ánh": f"PB{i}", **p} for i, p in enumerate(people)], [])
    # in the names of files and of sheets
    for number, kind in enumerate(("phone", "identity", "mail", "account")):
        item = plants.one((kind,))
        write_csv(inbox / "phan_anh_kien_nghi" / f"2026-05 {item}.csv", [PETITION])
        write_csv(inbox / "khac" / f"{item}.csv", [PETITION])
        write_as(inbox / "don_khieu_nai" / f"M000{number + 6}_2026-01.xlsx", [COMPLAINT], [], sheet=plants.one((kind,)))
    (inbox / "linh_tinh.csv").write_text("\n".join(plants.one() for _ in range(10)), encoding="utf-8")


def lawgap(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "pipelines.cli", *arguments, "--home", str(home)]
    inherited = {name: value for name, value in os.environ.items() if name not in ("LAWGAP_KEY", "DAGSTER_HOME")}
    return subprocess.run(command, cwd=ROOT, env={**inherited, **environment}, capture_output=True, text=True)


@pytest.fixture(scope="module")
def planted(tmp_path_factory) -> tuple[Path, list[str], str]:
    """A home after a real run over the planted inbox; the items; what the run said."""
    home = tmp_path_factory.mktemp("planted")
    items = plant(home / "sample" / "inbox")
    done = lawgap(home, "run", "--profile", "sample", "--as-of", "2026-06-30", "--debug", LAWGAP_KEY=KEY)
    assert done.returncode == 0, done.stderr[-3000:]
    return home, items, done.stdout + done.stderr


def test_a_thousand_planted_items_are_nowhere_below_home(planted):
    home, items, said = planted
    assert len(set(items)) >= 1000
    finder = Finder(spellings(items))
    kept = everything(home)
    assert {"sample/warehouse.duckdb", "dagster/sample/history/runs.db"} <= set(kept) and any("/audit.duckdb: " in name for name in kept)
    leaks = {name: sorted(hits)[:5] for name, data in {**kept, "the screen": said.encode()}.items() if (hits := finder.found(data))}
    assert leaks == {}


def test_the_search_finds_what_is_there(planted):
    """The same search over the inbox finds nearly all: it is the storage that has nothing, not the search that is blind."""
    home, items, _ = planted
    inbox = home / "sample" / "inbox"
    data = b"\n".join(path.read_bytes() for path in inbox.rglob("*.csv")) + b"\n".join(path.read_bytes() for path in inbox.rglob("*.json"))
    assert len(Finder({item for item in items if len(item.encode()) >= 8}).found(data)) > 600


def test_the_history_of_runs_holds_no_token_which_an_erasure_would_not_find_there(planted):
    home, _, _ = planted
    with duckdb.connect(str(home / "sample" / "warehouse.duckdb"), read_only=True) as warehouse:
        tokens = warehouse.execute("select applicant_token from sources.procedure_case where applicant_token is not null").fetchall()
    history = b"".join(data for name, data in everything(home).items() if name.startswith("dagster/"))
    assert len(tokens) > 10 and history and not [token for (token,) in tokens if token.encode() in history]


def test_what_is_not_personal_is_kept(planted):
    """Privacy by refusing everything would be easy: rows with a clean place for every item are taken, and texts keep their words."""
    home, _, _ = planted
    with duckdb.connect(str(home / "sample" / "warehouse.duckdb"), read_only=True) as warehouse:
        contents = [row[0] for row in warehouse.execute("select content from sources.complaint where content is not null").fetchall()]
        rows = dict(warehouse.execute("select source_id, sum(rows_accepted)::int from sources.source_file group by 1").fetchall())
    assert {"Liên hệ […] để biết", "Gọi([…]),gấp", "người nộp […]\nđã đến"} <= set(contents)
    assert rows["ho_so_tthc"] > 100 and rows["phan_anh_kien_nghi"] > 100 and rows["don_khieu_nai"] > 80


def test_the_key_is_nowhere_below_home(planted):
    home, _, said = planted
    padded = bytes.fromhex(KEY).ljust(64, b"\0")
    secrets = [KEY.encode(), bytes.fromhex(KEY), bytes(b ^ 0x36 for b in padded), bytes(b ^ 0x5C for b in padded), KEY.upper().encode()]
    assert not [name for name, data in everything(home).items() if any(secret in data for secret in secrets)]
    assert KEY not in said


def test_another_key_on_the_same_warehouse_is_refused_before_a_row_is_stored(planted, tmp_path, monkeypatch):
    home, _, _ = planted
    write_csv(tmp_path / "ho_so_tthc" / "2026-05.csv", [{**DOSSIER, "Mã người nộp": "001099012345"}])
    monkeypatch.setenv("LAWGAP_KEY", "ab" * 32)
    with connect(home / "sample" / "warehouse.duckdb") as connection:
        before = connection.execute("select count(*) from sources.source_file").fetchall()
        with pytest.raises(LawgapError, match=r"another key than the one(?s:.*)use the first key again"):
            take_in(connection, load_profile("sample"), Home(home, "sample"), tmp_path, dt.datetime(2026, 11, 1))
        assert connection.execute("select count(*) from sources.source_file").fetchall() == before


@pytest.mark.parametrize(
    "number",
    ["M0001-000001", "000.00.01.H26-260105-0001", "G01.899-260105-123456", "KN-2026-00017", "01-2026-000123", "2026000123456", "1.001612",
     "12/QĐ-UBND", "123456789", "000123456789", "HS 0000012345", "2026.05.01-000001"],
)  # fmt: skip
def test_a_case_number_is_not_taken_for_a_citizens(bench_of, tmp_path, number):
    write_csv(tmp_path / "ho_so_tthc" / "2026-01.csv", [{**DOSSIER, "Mã hồ sơ": number}])
    bench = bench_of("sample")
    bench.take_in(tmp_path)
    assert bench.rows("select case_id from sources.procedure_case") == [(number,)]


def tokens(bench, inbox: Path) -> dict[str, str]:
    bench.take_in(inbox)
    return dict(bench.rows("select case_id, applicant_token from sources.procedure_case"))


def test_a_token_links_an_applicant_across_files_and_formats_and_only_under_one_key(bench_of, tmp_path, monkeypatch):
    first, second = "001099012345", "036088001122"
    write_csv(tmp_path / "ho_so_tthc" / "2026-01.csv", [{**DOSSIER, "Mã hồ sơ": "A", "Mã người nộp": first}])
    rows = [{**DOSSIER, "Mã hồ sơ": "B", "Mã người nộp": f" {first} "}, {**DOSSIER, "Mã hồ sơ": "C", "Mã người nộp": second}]
    write_as(tmp_path / "ho_so_tthc" / "2026-02.xlsx", rows, [])
    monkeypatch.setenv("LAWGAP_KEY", KEY)
    one = tokens(bench_of("sample"), tmp_path)
    monkeypatch.setenv("LAWGAP_KEY", "ab" * 32)
    other = tokens(bench_of("sample"), tmp_path)
    for found in (one, other):
        assert found["A"] == found["B"] != found["C"] and re.fullmatch("[0-9a-f]{32}", found["A"])
    assert not set(one.values()) & set(other.values())


def test_a_missing_key_stops_a_real_profile_and_says_what_to_do(tmp_path):
    write_csv(tmp_path / "hanoi" / "inbox" / "ho_so_tthc" / "2026-01.csv", [{**DOSSIER, "Mã đơn vị": "00004"}])
    done = lawgap(tmp_path, "run", "--profile", "hanoi", "--as-of", "2026-06-30", XDG_CONFIG_HOME=str(tmp_path.with_name("config")))
    assert done.returncode == 1
    assert "no key to hash the numbers of applicants with" in done.stderr and "lawgap keys new --profile hanoi" in done.stderr
    assert not tmp_path.with_name("config").exists()


def test_the_key_file_is_made_once_for_its_owner_alone(tmp_path):
    config = tmp_path / "config"
    made = lawgap(tmp_path / "home", "keys", "new", "--profile", "hanoi", XDG_CONFIG_HOME=str(config))
    paths = [config / "lawgap" / name for name in ("hanoi.key", "hanoi.signing.pem")]
    assert made.returncode == 0 and made.stdout.split() == [str(path) for path in paths]
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in paths)
    before = [path.read_text() for path in paths]
    again = lawgap(tmp_path / "home", "keys", "new", "--profile", "hanoi", XDG_CONFIG_HOME=str(config))
    assert again.returncode == 1 and "both keys are there already" in again.stderr and [path.read_text() for path in paths] == before


@pytest.fixture
def own_config(tmp_path, monkeypatch) -> Path:
    """No key in the environment, an empty configuration folder."""
    monkeypatch.delenv("LAWGAP_KEY")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config"


def test_a_simulated_profile_makes_its_own_key(own_config, tmp_path):
    key = read_key(load_profile("sample"), Home(tmp_path / "home", "sample"))
    assert len(key) == 32 and read_key(load_profile("sample"), Home(tmp_path / "home", "sample")) == key


def test_a_key_file_that_others_can_read_is_refused(own_config, tmp_path):
    path = new_key(load_profile("hanoi"), Home(tmp_path / "home", "hanoi"))
    path.chmod(0o644)
    with pytest.raises(LawgapError, match=r"can be read by others(?s:.*)chmod 600"):
        read_key(load_profile("hanoi"), Home(tmp_path / "home", "hanoi"))


@pytest.mark.parametrize("profile", ["hanoi", "sample"])
def test_a_key_inside_home_is_refused_and_none_is_made_there(own_config, tmp_path, profile):
    home = Home(tmp_path, profile)
    for make in (read_key, new_key):
        with pytest.raises(LawgapError, match="the key lies inside home"):
            make(load_profile(profile), home)
    assert not own_config.exists()
    new_key(load_profile(profile), Home(tmp_path / "elsewhere", profile))
    with pytest.raises(LawgapError, match="the key lies inside home"):
        read_key(load_profile(profile), home)
    shutil.rmtree(own_config)
