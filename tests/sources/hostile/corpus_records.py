"""JSON, NDJSON and Parquet: the first record is row 2, as if a header stood above it."""

import datetime as dt
import io
import json
import struct
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq

from tests.sources.hostile.kit import DATE, NUMBER, TASKS, Case

A, B, C = ({"Mã đơn": f"KN{n}", "Mã đơn vị": "M0001", "Ngày nhận": "05/01/2026", "Nội dung": "x"} for n in (1, 2, 3))
BOTH = {"counts": (2, 2, 0, 0), "took": {2: "KN1", 3: "KN2"}}
ONE = {"counts": (1, 1, 0, 0), "took": {2: "KN1"}}
JSON, LINES, PARQUET = ({"file": f"M0001_2026-01.{end}"} for end in ("json", "ndjson", "parquet"))
NOT_JSON, NOT_PARQUET = "not JSON", "not a Parquet file, or cut short"
LINE = "the line is not JSON"


def text(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def lines(*records: dict | str) -> bytes:
    return "".join((record if isinstance(record, str) else json.dumps(record, ensure_ascii=False)) + "\n" for record in records).encode()


def task(count: str) -> bytes:
    """A task whose count stands as written, without quotes."""
    return f'[{{"Mã": "NV1", "Mã đơn vị": "M0001", "Ngày giao": "05/01/2026", "Số sản phẩm giao": {count}}}]'.encode()


def parquet(**columns) -> bytes:
    """Two complaints with columns of any type."""
    given = {"Mã đơn": ["KN1", "KN2"], "Mã đơn vị": ["M0001", "M0001"], "Ngày nhận": ["05/01/2026"] * 2, **columns}
    out = io.BytesIO()
    pq.write_table(pa.table(given), out)
    return out.getvalue()


def twice(name: str) -> bytes:
    """A column that differs from another in the case of its letters alone."""
    out = io.BytesIO()
    columns = ["Mã đơn", "Mã đơn vị", "Ngày nhận", name]
    pq.write_table(pa.table([["KN1"], ["M0001"], ["05/01/2026"], ["x"]], names=columns), out)
    return out.getvalue()


def turned() -> bytes:
    """Parquet whose footer is whole and whose pages are not."""
    content = bytearray(parquet(**{"Nội dung": ["x" * 5000, "y" * 5000]}))
    content[4:400] = bytes(396)
    return bytes(content)


MOMENT = dt.datetime(2026, 1, 5, 8, 30)
AS_MOMENT = {**BOTH, "stored": {"received_at": [MOMENT, MOMENT]}, **PARQUET}

JSON_CASES = [
    Case("JSON: an array", text([A, B]), **BOTH, **JSON),
    Case("JSON: an array with a byte-order mark", b"\xef\xbb\xbf" + text([A, B]), **BOTH, **JSON),
    Case("JSON: an object that holds one array", text({"tháng": 1, "đơn": [A, B]}), **BOTH, **JSON),
    Case("JSON: an object that holds two arrays", text({"đơn": [A], "cũ": [B]}), refused="required column missing: Mã đơn", **JSON),
    Case("JSON: one record", text(A), **ONE, **JSON),
    Case("JSON: records one a line under the name .json", lines(A, B), **BOTH, **JSON),
    Case("NDJSON", lines(A, B), **BOTH, **LINES),
    Case("NDJSON with a broken line in the middle", lines(A, '{"Mã đơn": "KN2", ', C), counts=(3, 2, 0, 1), took={2: "KN1", 4: "KN3"},
         rejects={3: LINE}, **LINES),
    Case("NDJSON with a number and a list among the records", lines(A, "42", "[1]", C), counts=(4, 2, 0, 2), took={2: "KN1", 5: "KN3"},
         rejects={3: LINE, 4: LINE}, **LINES),
    Case("NDJSON with blank lines", lines(A, "", B), counts=(2, 2, 0, 0), **LINES),
    Case("NDJSON cut short in its last line", lines(A, B)[:-20], counts=(2, 1, 0, 1), took={2: "KN1"}, rejects={3: LINE}, **LINES),
    Case("JSON: an array cut short", text([A, B])[:-20], refused=NOT_JSON, **JSON),
    Case("JSON: an array with a number in it", text([A, 42, C]), counts=(3, 2, 0, 1), took={2: "KN1", 4: "KN3"}, rejects={3: LINE}, **JSON),
    Case("JSON: a number", b"42", refused=NOT_JSON, **JSON),
    Case("JSON: nothing (null)", b"null", refused=NOT_JSON, **JSON),
    Case("JSON: an empty array", b"[]", refused="required column missing: Mã đơn", **JSON),
    Case("JSON: an empty object", b"{}", refused="required column missing: Mã đơn", **JSON),
    Case("JSON: an array of arrays", text([["KN1", "M0001"]]), refused=NOT_JSON, **JSON),
    Case("JSON in UTF-16", text([A]).decode().encode("utf-16"), counts=(1, 1, 0, 0), took={2: "KN1"}, encoding=("utf-16", 1.0), **JSON),
    Case("JSON: CSV under its name", b"a,b\n1,2\n", refused=NOT_JSON, **JSON),
    Case("JSON: a list and an object in a cell stay texts", text([{**A, "Nội dung": ["a", 1]}, {**B, "Nội dung": {"a": None}}]), **BOTH,
         stored={"content": ['["a",1]', '{"a":null}']}, **JSON),
    Case("JSON: null, and a record without the key, are empty cells", text([{**A, "Nội dung": None}, {k: v for k, v in B.items() if k != "Nội dung"}]),
         **BOTH, stored={"content": [None, None]}, **JSON),
    Case("JSON: a moment as a number of milliseconds is not a date", text([{**A, "Ngày nhận": 1767571200000}]), counts=(1, 0, 0, 1),
         rejects={2: DATE}, **JSON),
    Case("JSON: true where a date stands", text([{**A, "Ngày nhận": True}]), counts=(1, 0, 0, 1), rejects={2: DATE}, **JSON),
    Case("JSON: a whole number", task("3"), counts=(1, 1, 0, 0), stored={"products_assigned": [3]}, source=TASKS, **JSON),
    Case("JSON: a whole number with a point", task("3.0"), counts=(1, 1, 0, 0), stored={"products_assigned": [3]}, source=TASKS, **JSON),
    Case("JSON: half a product", task("1.5"), counts=(1, 0, 0, 1), rejects={2: NUMBER}, source=TASKS, **JSON),
    Case("JSON: a name without letters, and one twice in other case", lines({"": "a", "MÃ ĐƠN": "KN9", **A}), counts=(1, 1, 0, 0), **LINES),
    Case("JSON: one name twice in a record", lines('{"Mã đơn": "KN1", "Mã đơn": "KN2", "Mã đơn vị": "M0001", "Ngày nhận": "05/01/2026"}'),
         counts=(1, 1, 0, 0), **LINES),
    Case("JSON: names like the reader's own marks", lines({"_path": "a", "_row": 1, "_sheet": "b", "json": "c", **A}), **ONE, **LINES),
    Case("JSON: names with quotes and slashes", lines({'a"b/c~d': "x", **A}), **ONE, **LINES),
    Case("JSON: 100,000 brackets", b'{"a": ' + b"[" * 100_000, refused=NOT_JSON, **JSON),
    Case("JSON: half a letter (a lone surrogate)", b'{"a": [{"x": "\\ud800"}]}', refused=NOT_JSON, **JSON),
    Case("JSON: a column about denouncers", text([{**A, "Người tố cáo": "x"}]), refused="a column about denouncers", **JSON),
]  # fmt: skip

PARQUET_CASES = [
    Case("Parquet of texts", parquet(), **BOTH, **PARQUET),
    Case("Parquet with moments", parquet(**{"Ngày nhận": [MOMENT] * 2}), **AS_MOMENT),
    Case("Parquet with moments in nanoseconds", parquet(**{"Ngày nhận": pa.array([MOMENT] * 2, pa.timestamp("ns"))}), **AS_MOMENT),
    Case("Parquet with moments in milliseconds", parquet(**{"Ngày nhận": pa.array([MOMENT] * 2, pa.timestamp("ms"))}), **AS_MOMENT),
    Case("Parquet with moments of a zone: stored in local time",
         parquet(**{"Ngày nhận": pa.array([MOMENT - dt.timedelta(hours=7)] * 2, pa.timestamp("us", "UTC"))}), **AS_MOMENT),
    Case("Parquet with parts of a second", parquet(**{"Ngày nhận": [MOMENT.replace(microsecond=123456)] * 2}), **AS_MOMENT),
    Case("Parquet with days", parquet(**{"Ngày nhận": [dt.date(2026, 1, 5)] * 2}), **BOTH, **PARQUET),
    Case("Parquet with lists and structures", parquet(**{"Nội dung": [[1, 2], [3]], "Lĩnh vực": [{"a": 1}, {"a": 2}]}), **BOTH,
         stored={"content": ["[1, 2]", "[3]"]}, **PARQUET),
    Case("Parquet with bytes and categories", parquet(**{"Nội dung": [b"a", b"b"], "Lĩnh vực": pa.array(["x", "y"]).dictionary_encode()}), **BOTH,
         stored={"content": ["a", "b"], "field": ["x", "y"]}, **PARQUET),
    Case("Parquet with decimals where texts are expected", parquet(**{"Nội dung": [Decimal("1.50"), None]}), **BOTH,
         stored={"content": ["1.50", None]}, **PARQUET),
    Case("Parquet without rows", parquet(**{name: pa.array([], pa.string()) for name in ("Mã đơn", "Mã đơn vị", "Ngày nhận")}), counts=(0, 0, 0, 0), **PARQUET),
    Case("Parquet with one column twice in other case", twice("MÃ ĐƠN"), counts=(1, 1, 0, 0), **PARQUET),
    Case("Parquet with a column without a name", twice(""), counts=(1, 1, 0, 0), **PARQUET),
    Case("Parquet with a column named like the reader's own", twice("_path"), counts=(1, 1, 0, 0), **PARQUET),
    Case("Parquet cut short", parquet()[:-10], refused=NOT_PARQUET, **PARQUET),
    Case("Parquet with pages of noughts", turned(), refused="cannot read the file", **PARQUET),
    Case("Parquet: CSV under its name", b"a,b\n1,2\n", refused=NOT_PARQUET, **PARQUET),
    Case("Parquet that states a footer of 4 GB", b"PAR1" + struct.pack("<I", 0xFFFFFFF0) + b"PAR1", refused=NOT_PARQUET, **PARQUET),
    Case("Parquet with a column about denouncers", parquet(**{"Người tố cáo": ["x", "y"]}), refused="a column about denouncers", **PARQUET),
    Case("Parquet without the column of the date", parquet(**{"Ngày nhận": pa.nulls(2)}), counts=(2, 0, 0, 2),
         rejects={2: "required value missing", 3: "required value missing"}, **PARQUET),
]  # fmt: skip

CASES = [*JSON_CASES, *PARQUET_CASES]
