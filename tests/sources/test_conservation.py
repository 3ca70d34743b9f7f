"""Nothing is lost, nothing is counted twice, and nothing depends on how or in which order rows happened to come."""

import csv
import datetime as dt
import io
import itertools
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assets.cases.build import make_case_event, make_case_kind, make_cases
from assets.duties.build import make_duties
from assets.sources.profile_tables import put_clock
from pipelines.runtime.sqlfile import read_sql
from pipelines.runtime.warehouse import make_table
from tests.sources.hostile.books import sheets
from tests.sources.hostile.ground import Ground, errors, open_city
from tests.sources.hostile.kit import COMPLAINTS

NOW = dt.datetime(2026, 2, 10)
# what is judged (to the end of January) and what is known (all)
CLOCK = dt.date(2026, 1, 31), dt.datetime(2031, 1, 1)
HEADER = ["Mã đơn", "Mã đơn vị", "Ngày nhận", "Ngày thụ lý", "Nội dung"]
FOLDER = Path(COMPLAINTS)
EXAMPLES = settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
FEW = settings(EXAMPLES, max_examples=12)

# what tears tables apart, and what only looks empty
HOSTILE = st.text(st.sampled_from(list('aệ1 =,;\t|"\n\r\u00a0\u200b\u202e🏛')), max_size=6)
# the same in every kind of file: no workbook keeps a carriage return as it is
TAME = st.text(st.sampled_from(list('aệ1 =,;\t|"\n\u00a0\u202e🏛')), max_size=6)
# few numbers and one agency most of the time, so that cases come more than once
NUMBERS = st.integers(1, 3).map("KN{}".format)
DATES = st.sampled_from(["05/01/2026", "2026-01-06 08:30:00", "07/01/2026 17:00", "46030"])
BAD_OR_NONE = st.sampled_from(["", "", "", "09/01/2026", "09/01/2026", "09/01/2026", "31/02/2026", "11/02/2026", "26", "#N/A"])
AGENCIES = st.sampled_from(["M0001", "M0001", "Phường Mẫu 01", "M0001", "M0002", "M9999"])


def good_rows(text: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    """Rows of the right width, most of which can be taken."""
    return st.tuples(NUMBERS, AGENCIES, DATES, BAD_OR_NONE, text).map(list)


ANY_ROW = st.one_of(good_rows(HOSTILE), good_rows(HOSTILE), st.lists(HOSTILE, max_size=8), st.just([]), st.just([""] * 5))
TABLE = st.lists(good_rows(TAME), min_size=1, max_size=12)


@pytest.fixture(scope="module")
def city():
    """One warehouse for all examples, with every table of cases made once."""
    for connection, profile in open_city("sample"):
        put_clock(connection, *CLOCK)
        make_cases(connection, profile)
        yield connection, profile


@contextmanager
def taken_in(city, files: dict[str, bytes], received: dict[str, dt.datetime] | None = None) -> Iterator[Ground]:
    """The warehouse after these files of complaints alone, each at its time; without one, now."""
    with tempfile.TemporaryDirectory() as folder:
        inbox = Path(folder) / "inbox"
        (inbox / FOLDER).mkdir(parents=True)
        for name, content in files.items():
            (inbox / FOLDER / name).write_bytes(content)
        lines = [f"{FOLDER / name},{at:%Y-%m-%d %H:%M:%S}" for name, at in (received or {}).items()]
        (inbox / "received.csv").write_text("\n".join(["path,received_at", *lines]), encoding="utf-8")
        ground = Ground(*city, Path(folder) / "home")
        # a moment that lies ahead of the run is refused
        result = ground.take_in(inbox, max([NOW, *(received or {}).values()]))
        assert errors(result) == []
        ground.check_everything_is_somewhere()
        yield ground


def placed(ground: Ground) -> list[tuple[str, int]]:
    """(sheet, row) of everything counted: accepted, duplicate or rejected."""
    return ground.rows(
        "select sheet, row from sources.complaint union all select sheet, row from sources.duplicate_row "
        "union all select sheet, row from sources.rejected_row order by all"
    )


def cases(ground: Ground) -> list[tuple]:
    put_clock(ground.connection, *CLOCK)
    make_case_kind(ground.connection, "complaint")
    made = ground.rows("select * exclude (source_file_id, sheet, row) from cases.complaint order by all")
    assert len(made) == ground.rows("select count(distinct (case_id, agency_id)) from sources.complaint")[0][0]
    return made


def duties(ground: Ground) -> list[tuple]:
    make_table(ground.connection, read_sql("cases", "case_ref"))
    make_case_event(ground.connection, ground.profile)
    make_duties(ground.connection)
    return ground.rows("select * from duties.duty order by duty_id")


def as_csv(rows: list[list[str]], delimiter: str = ",", end: str = "\n", quoting: int = csv.QUOTE_MINIMAL) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows([HEADER, *rows])
    return out.getvalue().encode()


@EXAMPLES
@given(
    st.lists(ANY_ROW, max_size=12),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_every_record_of_a_csv_is_counted_once_under_its_own_number(city, rows, delimiter, end, quoting):
    content = as_csv(rows, delimiter, end, quoting)
    records = list(csv.reader(io.StringIO(content.decode(), newline=""), delimiter=delimiter))
    filled = {number for number, record in enumerate(records, 1) if number > 1 and any(record)}
    with taken_in(city, {"M0001_2026-01.csv": content}) as ground:
        numbers = [row for _, row in placed(ground)]
        assert len(numbers) == len(set(numbers)) == ground.rows("select rows_read from sources.source_file")[0][0]
        # a record of empty cells alone is a row or none; every other one is a row
        assert filled <= set(numbers) <= set(range(2, len(records) + 1))
        held = dict(ground.rows("select row, case_id from sources.complaint"))
        assert held == {number: records[number - 1][0] for number in held}


@EXAMPLES
@given(st.lists(ANY_ROW, max_size=12), st.integers(0, 3))
def test_every_row_of_a_workbook_is_counted_once_under_the_number_one_sees(city, rows, above):
    titles = [["Báo cáo tháng 01"]] * above
    # beside the table there may be notes; a row is what has content below the header
    filled = {number for number, row in enumerate(rows, above + 2) if any(row[: len(HEADER)])}
    with taken_in(city, {"M0001_2026-01.xlsx": sheets(Đơn=[*titles, HEADER, *rows])}) as ground:
        assert placed(ground) == [("Đơn", number) for number in sorted(filled)]
        held = dict(ground.rows("select row, case_id from sources.complaint"))
        assert held == {number: rows[number - above - 2][0] for number in held}


@settings(EXAMPLES, max_examples=8)
@given(st.lists(TABLE, min_size=2, max_size=4), st.data())
def test_the_order_in_which_files_of_different_cases_come_changes_nothing(city, tables, data):
    texts = [as_csv([[f"{number}-{place}", *rest] for number, *rest in rows]) for place, rows in enumerate(tables)]
    found = []
    for _ in range(2):
        names = data.draw(st.permutations([f"M0001_2026-01_{letter}.csv" for letter in "abcd"[: len(texts)]]))
        days = data.draw(st.permutations(range(len(texts))))
        files = dict(zip(names, texts, strict=True))
        # all of them after the last date in any row: a row is refused if it tells of what was still to come
        times = {name: dt.datetime(2026, 3, 1 + day) for name, day in zip(names, days, strict=True)}
        with taken_in(city, files, times) as ground:
            found.append((cases(ground), duties(ground)))
    assert found[0] == found[1]


@FEW
@given(TABLE, st.lists(st.integers(0, 12), max_size=3))
def test_one_table_in_several_files_makes_the_same_cases(city, rows, cuts):
    bounds = [0, *sorted(min(cut, len(rows)) for cut in cuts), len(rows)]
    parts = [rows[start:end] for start, end in itertools.pairwise(bounds)]
    with taken_in(city, {"M0001_2026-01.csv": as_csv(rows)}) as ground:
        whole = cases(ground)
    with taken_in(city, {f"M0001_2026-01_{place}.csv": as_csv(part) for place, part in enumerate(parts)}) as ground:
        assert cases(ground) == whole


@FEW
@given(TABLE)
def test_the_same_cells_in_any_kind_of_file_make_the_same_cases(city, rows):
    records = [{name: cell for name, cell in zip(HEADER, row, strict=True) if cell} for row in rows]
    parquet = io.BytesIO()
    pq.write_table(pa.table({name: [row[place] or None for row in rows] for place, name in enumerate(HEADER)}), parquet)
    kinds = {
        "csv": as_csv(rows),
        "xlsx": sheets(Đơn=[HEADER, *rows]),
        "ndjson": "".join(json.dumps(record) + "\n" for record in records).encode(),
        "parquet": parquet.getvalue(),
    }
    found = {}
    for kind, content in kinds.items():
        with taken_in(city, {f"M0001_2026-01.{kind}": content}) as ground:
            refused = ground.rows("select row, column_name, reason_vi from sources.rejected_row order by all")
            found[kind] = (cases(ground), refused, ground.rows("select row, case_id from sources.duplicate_row order by all"))
    assert found["csv"] == found["xlsx"] == found["ndjson"] == found["parquet"]


def numbered(rows: range, agency: str = "M0001") -> bytes:
    """Rows that carry the number they must get; one in 97 has a cell too many, one in 89 a newline inside."""
    lines = [",".join(HEADER[:3]) + ",Nội dung"]
    for number in rows:
        content = '"một\nhai"' if number % 89 == 0 else "x" * 60 + (",thừa" if number % 97 == 0 else "")
        lines.append(f"{agency}-{number},{agency},05/01/2026,{content}")
    return "\n".join(lines).encode()


def test_a_file_too_large_for_one_block_keeps_every_row_number(city):
    with taken_in(city, {"M0001_2026-01.csv": numbered(range(2, 400_002))}) as ground:
        assert ground.rows("select count(*) from sources.complaint where case_id <> 'M0001-' || row") == [(0,)]
        broken = [number for number in range(2, 400_002) if number % 97 == 0 and number % 89]
        assert ground.rows("select row from sources.rejected_row order by row") == [(number,) for number in broken]


def test_many_small_files_read_together_keep_their_own_rows(city):
    agencies = [f"M{number:04}" for number in range(1, 101)]
    with taken_in(city, {f"{agency}_2026-01.csv": numbered(range(2, 4002), agency) for agency in agencies}) as ground:
        wrong = ground.rows(
            "select count(*) from sources.complaint as c inner join sources.source_file as f on c.source_file_id = f.source_file_id "
            "where c.case_id <> left(split_part(f.name, '/', 2), 5) || '-' || c.row"
        )
        assert wrong == [(0,)]
        assert ground.rows("select min(rows_read), max(rows_read), count(*) from sources.source_file") == [(4000, 4000, 100)]
