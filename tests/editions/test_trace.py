"""From a flag down: its rows by table and by query, and for each the line of the file that an agency sent."""

import random
from pathlib import Path

import duckdb
import pytest

from tests.editions.whole_worlds import line_of, traced

ALL_KINDS = {
    "unmet", "unworkable", "worsening", "dormant", "unequal", "contradicted", "overdue", "promise_over_law", "unowned", "undocumented",
    "unresolved_contradiction", "not_executed", "unfunded", "unreported", "bunched", "clock_stopped", "refiled", "clock_doubt",
}  # fmt: skip


@pytest.fixture(scope="session")
def opened(world: Path, demo: Path) -> dict[Path, duckdb.DuckDBPyConnection]:
    """The evidence files, by the inbox they were made of."""
    homes = {world / "out" / "inbox": world / "home", demo / "sample" / "inbox": demo}
    return {
        inbox: duckdb.connect(str(home / "sample" / "editions" / "latest" / "audit.duckdb"), read_only=True)
        for inbox, home in homes.items()
    }


@pytest.fixture(scope="session")
def drawn(opened) -> list[tuple[Path, str]]:
    """200 flags of both worlds, or all where there are not so many."""
    every = [
        (inbox, flag) for inbox, audit in opened.items() for (flag,) in audit.execute("select flag_id from flag order by 1").fetchall()
    ]
    return random.Random(200).sample(every, min(200, len(every)))


def test_every_kind_of_finding_is_among_them(opened, drawn):
    assert {flag.split("~")[0] for _, flag in drawn} == ALL_KINDS
    assert len(drawn) > 80


def test_table_query_and_number_of_a_flag_are_the_same_rows(opened, drawn):
    for inbox, flag_id in drawn:
        flag = traced(opened[inbox], flag_id)
        assert flag.listed == flag.asked and len(flag.listed) == len(set(flag.listed)) == flag.numerator, flag_id


def test_every_row_leads_to_a_file_a_sheet_a_row_and_a_role_or_to_the_day_a_file_had_to_come(opened, drawn):
    for inbox, flag_id in drawn:
        flag = traced(opened[inbox], flag_id)
        assert sorted({row[1] for row in flag.rows}) == flag.listed, flag_id
        for fact, _, role, file_name, sheet, row, day, _, _ in flag.rows:
            if fact == "missing_file":
                assert (role, file_name) == ("expected", None) and day is not None, flag_id
            else:
                assert role and file_name and sheet is not None and row >= 1 and day is None, flag_id


def test_the_line_of_the_file_says_the_case_or_the_agency(opened, drawn):
    """Down to the bytes that were sent: five rows of every flag, in the file as it lies in the inbox."""
    chance, seen = random.Random(5), set()
    for inbox, flag_id in drawn:
        flag = traced(opened[inbox], flag_id)
        rows = [row for row in flag.rows if row[3] and row[3].endswith(".csv")]
        for fact, _, _, file_name, _, row, _, case_id, agency in chance.sample(rows, min(5, len(rows))):
            line = line_of(inbox, file_name, row)
            if fact == "agency":
                # nothing came: the header of the file that holds nothing
                assert row == 1 and "Mã đơn vị" in line, flag_id
            else:
                assert case_id.split("@")[0] in line or (agency or case_id.split("~")[0]) in line or set(case_id.split("~")) & set(line), (
                    flag_id
                )
            seen.add(flag.kind)
    assert seen == ALL_KINDS - {"unreported"}


def test_a_duty_of_which_nothing_came_cites_the_register_and_no_end(opened):
    held = 0
    for audit in opened.values():
        absent = audit.execute(
            "select d.duty_id, list(distinct t.role) from duty as d inner join standard as s on d.standard_id = s.standard_id "
            "inner join duty_source as t on d.duty_id = t.duty_id "
            "where s.kind = 'existence' and d.status = 'overdue' and d.fulfilled_at is null group by 1 order by 1 limit 50"
        ).fetchall()
        held += len(absent)
        assert all("end" not in roles and {"register", "case", "start"} & set(roles) for _, roles in absent), absent
    assert held > 5
