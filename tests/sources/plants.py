"""Personal items as people write them, planted wherever a file has room for them."""

import csv
import gzip
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Quách", "Đặng", "Khuất"]
MIDDLE = ["Thị Thanh", "Văn Đức", "Hữu Khánh", "Ngọc Bảo", "Thuý Quỳnh", "Quang Trường"]
GIVEN = ["Nhàn", "Nghĩa", "Khoa", "Tuyền", "Phượng", "Xuyến", "Hoà", "Duy"]


def _grouped(*sizes: int) -> Callable[[str, str], str]:
    def write(digits: str, mark: str) -> str:
        ends = [sum(sizes[: i + 1]) for i in range(len(sizes))]
        return mark.join(digits[end - size : end] for size, end in zip(sizes, ends, strict=True))

    return write


def _identity(draw: random.Random) -> str:
    digits = f"0{draw.randint(1, 96):02d}{draw.randint(0, 3)}{draw.randint(40, 99)}{draw.randint(0, 999_999):06d}"
    return draw.choice([digits, *(_grouped(3, 3, 3, 3)(digits, mark) for mark in " .-"), _grouped(4, 4, 4)(digits, " ")])


def _old_identity(draw: random.Random) -> str:
    digits = f"{draw.randint(1, 3)}{draw.randint(10_000_000, 99_999_999)}"
    return draw.choice([digits, _grouped(3, 3, 3)(digits, " "), _grouped(3, 3, 3)(digits, ".")])


def _phone(draw: random.Random) -> str:
    digits = f"{draw.choice('35789')}{draw.randint(10_000_000, 99_999_999)}"
    local, mark = f"0{digits}", draw.choice([" ", ".", "-", "\u00a0", "–", " - ", " – ", "\u2009", "  "])
    wide = local.translate({ord("0") + i: 0xFF10 + i for i in range(10)})
    spelt = [
        local,
        _grouped(4, 3, 3)(local, mark),
        _grouped(3, 4, 3)(local, mark),
        f"+84{digits}",
        f"+84 {_grouped(3, 3, 3)(digits, mark)}",
    ]
    return draw.choice([*spelt, f"(+84) {_grouped(3, 3, 3)(digits, ' ')}", f"+84 (0) {digits}", f"0084{digits}", wide])


def _mail(draw: random.Random) -> str:
    name = f"{draw.choice(['lan', 'Minh', 'ha_vy', 'q.trung'])}.{draw.randint(1000, 9999)}{draw.choice('abcdxy')}"
    host = draw.choice(["gmail.com", "vnn.vn", "Mail.Hanoi.gov.vn"])
    return draw.choice([f"{name}@{host}", f"{name}@{host}", f"{name}+don@{host}", f"{name} @ {host}", f"{name}(at){host}"])


def _plate(draw: random.Random) -> str:
    place, five = draw.choice([29, 30, 33, 40, 59, 99]), draw.randint(10_000, 99_999)
    series = draw.choice(["A", "F", "LD", "MĐ"])
    dotted = f"{five // 100}.{five % 100:02d}"
    return draw.choice([f"{place}{series}-{dotted}", f"{place}{series} {dotted}", f"{place}{series}{five}", f"{place}-H1 {dotted}"])


def _account(draw: random.Random) -> str:
    digits = f"19{draw.randint(10**9, 10**12):012d}"[:14]
    return draw.choice([digits, _grouped(4, 4, 4, 2)(digits, " "), _grouped(4, 4, 4, 2)(digits, "-")])


def _name(draw: random.Random) -> str:
    # no applicant bears a name of this kind twice
    return f"{draw.choice(FAMILY)} {draw.choice(MIDDLE)} {draw.choice(GIVEN)}{draw.choice(GIVEN).lower()}{draw.choice(GIVEN).lower()}"


MAKERS = {"identity": _identity, "old": _old_identity, "phone": _phone, "mail": _mail, "plate": _plate, "account": _account, "name": _name}
# what a code can be told from, and what no amount of money is
AS_CODE, AS_AMOUNT, TEXT = ("identity", "phone", "mail"), ("identity", "phone", "mail", "plate"), tuple(k for k in MAKERS if k != "name")


class Plants:
    """Draws items; remembers all."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.items: list[str] = []

    def one(self, kinds: tuple[str, ...] = tuple(MAKERS)) -> str:
        self.items.append(MAKERS[self.draw.choice(kinds)](self.draw))
        return self.items[-1]

    def said(self) -> str:
        """An item inside a sentence."""
        return self.draw.choice(["Liên hệ {} để biết", "{}", "Gọi({}),gấp", "Biển số hoặc số máy:{};", "người nộp {}\nđã đến"]).format(
            self.one(TEXT)
        )


def rows_of(plants: Plants, base: dict, places: dict[str, str], number: int) -> Iterator[dict]:
    """Rows with one place planted each; `places`: header → what stands there (text, code, amount, any, same = other text only)."""
    fill: dict[str, Callable[[], str]] = {
        "text": plants.said, "code": lambda: plants.one(AS_CODE), "amount": lambda: plants.one(AS_AMOUNT), "any": plants.one,
        "digits": lambda: plants.one(TEXT),
    }  # fmt: skip
    key = next(iter(base))
    for i in range(number):
        for header, kind in places.items():
            yield {**base, key: f"{base[key]}{len(plants.items)}-{i}", header: fill[kind]()}


def write_csv(path: Path, rows: list[dict], encoding: str = "utf-8", tail: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    header = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding=encoding, newline="") as handle:
        writer = csv.DictWriter(handle, header, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)
        handle.write(tail)


def write_as(path: Path, rows: list[dict], beside: list[list[str]], sheet: str = "Dữ liệu") -> None:
    """The rows in the format of the name; `beside` goes to a sheet of its own, where there are sheets."""
    path.parent.mkdir(parents=True, exist_ok=True)
    header = list(dict.fromkeys(name for row in rows for name in row))
    table = {name: [row.get(name, "") for row in rows] for name in header}
    if path.name.endswith(".parquet"):
        pq.write_table(pa.table(table), path)
    elif path.name.endswith(".xlsx"):
        with xlsxwriter.Workbook(path) as book:
            first, other = book.add_worksheet(sheet), book.add_worksheet("Danh sách người nộp")
            for place, row in enumerate([header, *map(list, zip(*table.values(), strict=True))]):
                first.write_row(place, 0, row)
            for place, row in enumerate(beside):
                other.write_row(place, 0, row)
    elif path.name.endswith(".json"):
        path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    elif path.name.endswith(".ndjson"):
        path.write_text("".join(json.dumps(row) + "\n" for row in rows) + f'["{beside[0][0]}"]\n', encoding="utf-8")
    elif path.name.endswith(".csv.gz"):
        plain = path.with_suffix("")
        write_csv(plain, rows)
        path.write_bytes(gzip.compress(plain.read_bytes()))
        plain.unlink()
    else:
        write_csv(path, rows)
