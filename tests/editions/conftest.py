"""Editions of the small city in a chain: draft, replies, published, a correction, the month after."""

import datetime as dt
import pickle
from pathlib import Path

import pytest
from filelock import FileLock

from assets.editions.signature import new_signing_key
from tests.editions.small_city import COMMUNES, City, a_year, dossier, flag, months
from tests.editions.whole_worlds import make_world

OCTOBER, NOVEMBER = dt.date(2026, 10, 31), dt.date(2026, 11, 30)
ALWAYS = set(months("2025-11", "2026-11"))
# late in every dossier; what becomes of each stands in the tests
BAD = ("M0001", "M0003", "M0004", "M0006", "M0007")
SAID = "Phần mềm một cửa <b>ghi sai</b> & đã sửa"


def answer(agency: str, of: str, said: str, accepted: str = "") -> dict:
    return {"Mã cảnh báo": flag(of), "Mã đơn vị": agency, "Ngày": "05/11/2026", "Nội dung": said, "Chấp nhận": accepted}


@pytest.fixture(scope="session")
def chain(tmp_path_factory, worker_id) -> dict:
    """The editions in order, by name, the `city` they were made in, and the configuration folder with the `key` that signed them.

    Made by whichever of the test processes is first. Only to be read.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "life"
    kept = folder.with_suffix(".pickle")
    with FileLock(f"{folder}.lock"), pytest.MonkeyPatch.context() as patch:
        if not kept.exists():
            patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
            kept.write_bytes(pickle.dumps(made_in(City(folder)) | {"config": folder / "config"}))
    return pickle.loads(kept.read_bytes())


@pytest.fixture(scope="session")
def world(tmp_path_factory, worker_id) -> Path:
    """The folder of a simulated world: `out/inbox`, `home`. Only to be read."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "small_world"
    with FileLock(f"{folder}.lock"):
        if not (folder / "home" / "sample" / "editions" / "latest").exists():
            make_world(folder)
    return folder


def made_in(city: City) -> dict:
    key = new_signing_key(city.profile, city.home).with_suffix(".pub")
    year = a_year("2026-10", dict.fromkeys(BAD, ALWAYS) | {"M0002": {"2025-11"}})
    # M0002 was late in the month that the next edition no longer judges, and in no other
    year["2025-11"] += [dossier("M0002", "2025-11", number, late=True) for number in range(3, 9)]
    for month, rows in year.items():
        city.send("ho_so_tthc", f"{month}.csv", rows, "2026-11-02 08:00:00")
    made = {"city": city, "key": key, "draft": city.publish(OCTOBER, draft=True)}
    replies = [
        answer("M0003", "M0003", SAID, "Không"),
        answer("M0007", "M0007", "đã chấn chỉnh", "Có"),
        answer("M0005", "M0004", "việc khác"),
    ]
    city.send("phan_hoi", "phan_hoi.csv", replies, "2026-11-06 08:00:00")
    # comes after the draft: M0005 is flagged and was never asked
    late = [dossier("M0005", month, number, late=True) for month in months("2026-06", "2026-10") for number in (3, 4, 5, 6)]
    city.send("ho_so_tthc", "2026-10_bo_sung.csv", late, "2026-11-07 08:00:00")
    made["published"] = city.publish(OCTOBER)
    city.send("ho_so_tthc", "2026-10_sua.csv", in_time("M0001", year), "2026-11-15 09:30:00")
    made["corrected"] = city.publish(OCTOBER)
    # the next month's file corrects M0004's old dossiers too; M0006 now does well, and much
    own = [dossier(agency, "2026-11", number, agency == "M0003") for agency in COMMUNES for number in (1, 2)]
    more = [dossier("M0006", "2026-11", number) for number in range(3, 33)]
    city.send("ho_so_tthc", "2026-11.csv", [*own, *more, *in_time("M0004", year)], "2026-12-02 08:00:00")
    made["november"] = city.publish(NOVEMBER)
    return made


def in_time(agency: str, year) -> list[dict]:
    return [dossier(agency, month, number) for month in year for number in (1, 2)]
