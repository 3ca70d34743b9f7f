"""A catalogue that cannot be right is refused with file and line; what contradicts itself in the law is found, not refused."""

import datetime as dt
from pathlib import Path

import pytest

from assets.sources.law import check_standards, contradictions
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import load_profile
from tests.duties.added_law import HANOI, OVERRIDES, card, put, table

ACCEPTANCE, SETTLEMENT = "complaint_first_acceptance_v2", "complaint_first_settlement"


def law(folder: Path, change: dict[str, dict] | None = None, added: list[tuple[str, dict]] = ()) -> tuple[Path, dict[str, int]]:
    """A profile whose catalogue differs in some cells, or has more rows made like others; the line of each standard."""
    header, rows = table("standards.csv")
    rows = [row | (change or {}).get(row["standard_id"], {}) for row in rows]
    rows += [next(row for row in rows if row["standard_id"] == like) | cells for like, cells in added]
    put(card(folder) / "standards.csv", header, rows)
    return folder, {row["standard_id"]: line for line, row in enumerate(rows, 2)}


def refused(folder: Path, line: int, name: str = "standards.csv") -> str:
    """What the load says; it must name the file and the line."""
    with pytest.raises(LawgapError) as error:
        check_standards(load_profile(folder))
    assert error.value.where == f"{(folder / name).resolve()}, line {line}"
    assert error.value.do, "it says what to do"
    return error.value.what


CELLS = [
    ("a standard without an instrument", {"legal_basis": " "}, "cites no instrument"),
    ("an unknown start event", {"start_event": "complaint_recieved"}, "'complaint_recieved'"),
    ("an unknown end event", {"start_event": "complaint_received", "end_event": "complaint_acepted"}, "'complaint_acepted'"),
    ("an unknown kind", {"kind": "delay"}, "kind:"),
    ("an unknown unit", {"unit": "fortnight"}, "unit:"),
    ("an unknown way of computing", {"computed_by": "guess"}, "computed_by:"),
    ("an unknown direction", {"direction": "up"}, "direction:"),
    ("a tolerance of nothing", {"tolerance": "0"}, "tolerance:"),
    ("a plan group that is none", {"plan_group": "8"}, "plan_group:"),
    ("confirmed, without an article", {"status": "confirmed", "legal_basis": "Luật Khiếu nại 02/2011/QH13"}, "cites no article"),
    ("not measured, and no reason", {"measure": "not_measured"}, "does not say why"),
    ("an end before its beginning", {"effective_to": "2026-06-30"}, "ends before it begins"),
    ("a source that is not there", {"carried_by": "don_khieu_nai_cu"}, "'don_khieu_nai_cu'"),
    ("a case kind that is not there", {"case_kind": "complain"}, "'complain'"),
    ("a deadline without a limit", {"limit_value": "", "unit": ""}, "needs limit_value and unit"),
    ("a date that is none", {"effective_from": "2026-02-30"}, "effective_from:"),
]  # fmt: skip
# events of a kind for which a file of events takes any name cannot be told from a misspelling
OPEN_KIND = {"an unknown start event", "an unknown end event"}


@pytest.mark.parametrize(("name", "cells", "says"), CELLS, ids=[name for name, *_ in CELLS])
def test_a_cell_that_cannot_be_right(tmp_path, name, cells, says):
    folder, lines = law(tmp_path, {ACCEPTANCE: cells})
    if name in OPEN_KIND:
        _without_open_file(folder)
    assert says in refused(folder, lines[ACCEPTANCE])


def _without_open_file(folder: Path) -> None:
    """A profile whose file of events lists the events it may carry."""
    (folder / "sources").mkdir(exist_ok=True)
    _, rows = table("standards.csv")
    names = {row[column] for row in rows for column in ("start_event", "end_event", "due_event", "extension_event")}
    names = sorted(name for name in names if name and not name.startswith("complaint_re") and not name.startswith("complaint_ac"))
    listed = "\n".join(f'"{name}" = "{name}"' for name in names)
    contract = (HANOI / "sources" / "su_kien_vu_viec.toml").read_text(encoding="utf-8")
    (folder / "sources" / "su_kien_vu_viec.toml").write_text(f"{contract}\n[values.event]\n{listed}\n", encoding="utf-8")


def test_the_same_id_twice(tmp_path):
    folder, lines = law(tmp_path, added=[(ACCEPTANCE, {})])
    assert "stands twice" in refused(folder, max(lines.values()))


def test_two_versions_of_one_rule_in_force_on_one_day(tmp_path):
    new = {"standard_id": "settlement_2027", "variant_of": SETTLEMENT, "limit_value": "20", "effective_from": "2027-01-01"}
    folder, lines = law(tmp_path / "over", added=[(SETTLEMENT, new)])
    assert SETTLEMENT in refused(folder, lines["settlement_2027"])
    folder, _ = law(tmp_path / "after", {SETTLEMENT: {"effective_to": "2026-12-31"}}, [(SETTLEMENT, new | {"effective_to": ""})])
    check_standards(load_profile(folder))


def overridden(folder: Path, *rows: str) -> Path:
    (card(folder) / "overrides.csv").write_text(OVERRIDES + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return folder


SHORT = "TTHC-proc_guardianship_end,1,working_day,2026-10-01,,01/NQ"


@pytest.mark.parametrize("row", ["1.001612,4,working_day,2026-10-01,,02/NQ", "1.009994,15,calendar_day,2026-07-01,,02/NQ"])
def test_an_override_longer_than_the_law(tmp_path, row):
    said = refused(overridden(tmp_path, SHORT, row), 3, "overrides.csv")
    assert "is longer than" in said and row.split(",")[0] in said


@pytest.mark.parametrize("row", ["1.001612,3,working_day,2026-10-01,,02/NQ", "1.009994,14,calendar_day,2026-01-01,2026-06-30,02/NQ"])
def test_an_override_is_measured_by_the_law_of_its_own_days(tmp_path, row):
    check_standards(load_profile(overridden(tmp_path, row)))


def test_two_overrides_on_one_day(tmp_path):
    assert "stands twice" in refused(overridden(tmp_path, SHORT, SHORT.replace("2026-10", "2026-12")), 3, "overrides.csv")


# one fact with two limits: the first row is made like complaint_first_acceptance_v2 (7 working days from 1 July 2026)
PLANTED = {"standard_id": "planted", "limit_value": "10", "unit": "calendar_day", "effective_from": "2026-07-01"}


def test_a_planted_contradiction_is_found_and_not_refused(tmp_path):
    folder, _ = law(tmp_path, added=[(ACCEPTANCE, PLANTED)])
    profile = load_profile(folder)
    check_standards(profile)
    found = list(contradictions(profile))
    assert [(f["standard_id"], f["other_standard_id"], f["from_date"], f["to_date"]) for f in found] == [
        (ACCEPTANCE, "planted", dt.date(2026, 7, 1), None)
    ]


@pytest.mark.parametrize(
    "cells",
    [
        {"effective_from": "2012-07-01", "effective_to": "2012-12-31", "tier": "department"},
        {"limit_value": "7", "unit": "working_day"},
        {"condition": "channel=online"},
        {"variant_of": ACCEPTANCE, "condition": "complex_document=*"},
        {"end_event": "complaint_decision_signed"},
        {"direction": "min"},
    ],
    ids=["another time and tier", "the same limit", "kept apart by a condition", "a variant", "another fact", "not sooner than"],
)
def test_what_is_no_contradiction(tmp_path, cells):
    change = {} if "effective_to" not in cells else {"complaint_first_acceptance_v1": {"effective_from": "2013-01-01"}}
    folder, _ = law(tmp_path, change, [(ACCEPTANCE, PLANTED | cells)])
    assert list(contradictions(load_profile(folder))) == []


def test_two_procedures_with_one_code_contradict_each_other_on_their_common_days(tmp_path):
    folder, _ = law(tmp_path, added=[("proc_household_business", {"standard_id": "planted_procedure"})])
    header, rows = table("procedures.csv")
    twin = {"standard_id": "planted_procedure", "limit_value": "5", "effective_from": "2026-09-01"}
    put(folder / "procedures.csv", header, [*rows, rows[0] | twin])
    found = list(contradictions(load_profile(folder)))
    assert [(f["standard_id"], f["other_standard_id"], f["from_date"]) for f in found] == [
        ("planted_procedure", "proc_household_business", dt.date(2026, 9, 1))
    ]


def test_the_two_versions_of_one_rule_are_no_contradiction():
    """10 days until 30 June 2026, 7 working days from 1 July: no common day."""
    assert list(contradictions(load_profile("hanoi"))) == []
