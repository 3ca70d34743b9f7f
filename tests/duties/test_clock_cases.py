"""The law's clock by hand: every row of clock_cases/ was counted on a calendar, and says what it shows."""

import datetime as dt
import re

import pytest

from assets.sources.profile_tables import put_profile
from pipelines.runtime.profile import load_profile
from pipelines.runtime.warehouse import connect
from tests.conftest import Bench
from tests.duties.added_law import added_law
from tests.duties.clock_tables import STATUS, Expected, whole_inbox
from tests.duties.inbox import RECEIVED

INBOX, EXPECTED = whole_inbox()
COLUMNS = "standard_id, case_id, agency_id, original_due_at, due_at, status, days_late, base_due_at, base_status, month, override_document"


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """as_of → (standard, case) → the duties that came out."""
    profile = load_profile(added_law(tmp_path_factory.mktemp("law")))
    connection = connect(":memory:")
    put_profile(connection, profile)
    bench = Bench(profile, connection, tmp_path_factory.mktemp("home"))
    bench.take_in(INBOX.write(tmp_path_factory.mktemp("inbox")), RECEIVED)
    found = {}
    for as_of in sorted({row.as_of for row in EXPECTED}):
        bench.compute(as_of)
        found[as_of] = {}
        for row in bench.rows(f"select {COLUMNS} from duties.duty order by all"):
            duty = dict(zip(COLUMNS.split(", "), row, strict=True))
            found[as_of].setdefault((duty["standard_id"], duty["case_id"]), []).append(duty)
    refused = bench.rows("select source_id, name, rows_rejected from sources.source_file where rows_rejected > 0")
    connection.close()
    assert refused == [], "every row of the tables is one an agency could send"
    return found


def moment(text: str) -> dt.datetime:
    for form in ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y"):
        if re.fullmatch(re.sub(r"%Y", r"\\d{4}", re.sub(r"%[dmHMS]", r"\\d\\d", form)), text):
            return dt.datetime.strptime(text, form)
    raise ValueError(text)


def same_moment(text: str, found: dt.datetime | None) -> bool:
    """A day without a time in the table means that day, whatever the hour."""
    if not text or found is None:
        return not text and found is None
    return moment(text) == found if ":" in text else moment(text).date() == found.date()


def difference(expected: Expected, duties: list[dict]) -> str:
    """What came out otherwise than the table says; empty where nothing did."""
    row = expected.row
    wanted = STATUS[row["→ tình trạng"]]
    if row.get("→ đơn vị"):
        duties = [duty for duty in duties if duty["agency_id"] == row["→ đơn vị"]]
    if wanted is None or len(duties) != 1:
        return "" if wanted is None and not duties else f"{len(duties)} duties: {duties}"
    duty = duties[0]
    wrong = [] if duty["status"] == wanted else ["status"]
    wrong += [] if str(duty["days_late"] if duty["days_late"] is not None else "") == row["→ chậm"] else ["days_late"]
    for column, name in (("→ hạn", "due_at"), ("→ hạn ban đầu", "original_due_at")):
        # what has no due date yet, or what is broken at once, is left open where the table says nothing
        if column in row and not (name == "due_at" and not row[column] and wanted != "unknown"):
            wrong += [] if same_moment(row[column], duty[name]) else [name]
    if row.get("→ hạn gốc"):
        wrong += [] if same_moment(row["→ hạn gốc"], duty["base_due_at"]) else ["base_due_at"]
    for column, name in (("→ tháng", "month"), ("→ văn bản", "override_document")):
        wrong += [] if not row.get(column) or row[column] == duty[name] else [name]
    if row.get("→ tình trạng gốc"):
        wrong += [] if STATUS[row["→ tình trạng gốc"]] == duty["base_status"] else ["base_status"]
    return f"{', '.join(wrong)}: {duty}" if wrong else ""


@pytest.mark.parametrize("expected", EXPECTED, ids=[f"{row.table}-{row.line}" for row in EXPECTED])
def test_by_hand(outcomes, expected):
    duties = outcomes[expected.as_of].get((expected.row["→ chuẩn mực"], expected.case_id), [])
    wrong = difference(expected, duties)
    assert not wrong, f"{expected.label}\n{wrong}"


def test_the_tables_are_long_enough_to_be_a_catalogue_of_the_clock():
    assert len(EXPECTED) >= 300
    assert {STATUS[row.row["→ tình trạng"]] for row in EXPECTED} == set(STATUS.values())
    assert all(row.row["vì sao"].strip() for row in EXPECTED), "every row says what it shows"


def test_no_duty_is_counted_twice(outcomes):
    for as_of, found in outcomes.items():
        for key, duties in found.items():
            assert len(duties) == len({duty["agency_id"] for duty in duties}), (as_of, key)
