"""Rows of a person in a small city, the steps that lead to an erasure, and the search for what is left of them."""

import datetime as dt
import zipfile

import duckdb

from assets.editions.erase import Erased, erase
from assets.sources.intake import take_in
from assets.sources.privacy import token_of
from assets.sources.profile_tables import put_profile
from pipelines.runtime.settings import Home
from pipelines.runtime.warehouse import connect
from tests.editions.small_city import City, dossier
from tests.sources.mail import kept

OCTOBER = dt.date(2026, 10, 31)
PERSON, OTHER = "001099012345", "036088001122"
EVENT = {"Sự kiện": "Tạm dừng", "Thời điểm": "09/10/2026 09:00", "Căn cứ": "Văn bản 7/UBND"}


def of(person: str, number: int, **more: str) -> dict:
    return {**dossier("M0001", "2026-10", number), "Mã người nộp": person, **more}


ROWS = [
    of(OTHER, 1),
    of(PERSON, 2),
    of(PERSON, 3, **{"Thời điểm hoàn tất": "31/02/2026", "Cán bộ thụ lý": "Cán bộ riêng"}),  # refused
    of(OTHER, 4, **{"Thời điểm hoàn tất": "30/02/2026"}),  # refused, and not the person's
    of(PERSON, 5, **{"Kênh nộp": "Trực tuyến"}),  # a duplicate of the next
    of(PERSON, 5),
    of("", 6),
]


def quiet(text: str) -> None:
    """What a rebuild says of its progress."""


def token(city: City, person: str = PERSON) -> str:
    return str(token_of(city.profile, city.home, person))


def take(city: City) -> None:
    """Take in what was sent, without an edition."""
    with connect(city.home.warehouse) as connection:
        put_profile(connection, city.profile)
        take_in(connection, city.profile, city.home, city.inbox, dt.datetime(2030, 1, 1))


def done(city: City, person: str = PERSON) -> Erased:
    return erase(city.profile, city.home, token(city, person), "Đơn của công dân ngày 25/11/2026", quiet)


def state(city: City) -> dict[str, list[tuple]]:
    with connect(city.home.warehouse) as connection:
        return kept(connection)


def everything(home: Home) -> dict[str, str]:
    """All that the home holds beside its editions: the bytes of every file, and what the packed ones hold."""
    found = {}
    for path in home.folder.rglob("*"):
        if not path.is_file() or home.editions in path.parents:
            continue
        name, data = path.relative_to(home.folder).as_posix(), path.read_bytes()
        found[name] = data.decode("latin-1") + data.decode("utf-8", "replace")
        if path.suffix == ".parquet":
            found[name] += str(duckdb.sql(f"from read_parquet('{path}')").fetchall())
        elif path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                found[name] += "".join(book.read(part).decode() for part in book.namelist())
        elif path.suffix == ".duckdb":
            with connect(path) as connection:
                found[name] += str(kept(connection))
    return found


def files_with(city: City, *texts: str) -> dict[str, list[str]]:
    held = everything(city.home)
    return {text: sorted(name.partition("/")[0] for name, data in held.items() if text in data) for text in texts}
