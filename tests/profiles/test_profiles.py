"""The profiles as data: real names where they belong and nowhere else, the law as it was read, the calendar as announced."""

import csv
import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest

from assets.sources.calendar import calendar_days
from assets.sources.law import check_standards
from pipelines.runtime.profile import load_profile
from tests.conftest import ROOT
from tests.profiles import law_differences as differences

LAW = ROOT.parent / "shared" / "law" / "standards.csv"

# weekdays on which state bodies are closed, and Saturdays on which they work instead
OFF = """
2024-01-01 2024-02-08 2024-02-09 2024-02-12 2024-02-13 2024-02-14 2024-04-18 2024-04-29 2024-04-30 2024-05-01 2024-09-02 2024-09-03
2025-01-01 2025-01-27 2025-01-28 2025-01-29 2025-01-30 2025-01-31 2025-04-07 2025-04-30 2025-05-01 2025-05-02 2025-09-01 2025-09-02
2026-01-01 2026-01-02 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-04-27 2026-04-30 2026-05-01 2026-08-31 2026-09-01
2026-09-02 2026-11-24
"""
WORK = "2024-05-04 2025-04-26 2026-01-10 2026-08-22"


def days(text: str) -> set[dt.date]:
    return {dt.date.fromisoformat(day) for day in text.split()}


def test_hanoi_has_the_126_units_of_the_reform():
    import vietnam_provinces

    flat = json.loads(Path(vietnam_provinces.FLAT_DIVISIONS_JSON_PATH).read_text(encoding="utf-8"))
    public = {(f"{unit['code']:05d}", unit["name"]) for unit in flat if unit["province_codename"] == "ha_noi"}
    communes = [agency for agency in load_profile("hanoi").agencies if agency.tier == "commune"]
    assert len(public) == 126 and {(agency.code, agency.name_vi) for agency in communes} == public
    # every code was used by another unit before: the day of the reform is part of the id
    assert all(agency.agency_id == f"{agency.code}@2025-07-01" and agency.valid_from == dt.date(2025, 7, 1) for agency in communes)


def test_wards_and_communes_keep_their_shape_in_the_sample():
    for name in ("hanoi", "sample"):
        communes = [agency.name_vi for agency in load_profile(name).agencies if agency.tier == "commune"]
        assert sum(unit.startswith("Phường ") for unit in communes) == 51
        assert sum(unit.startswith("Xã ") for unit in communes) == 75


def test_no_name_of_the_sample_city_is_a_real_one():
    real, sample = load_profile("hanoi"), load_profile("sample")
    names = {name for agency in real.agencies for name in (agency.name_vi, agency.name_en)}
    assert not names & {name for agency in sample.agencies for name in (agency.name_vi, agency.name_en)}
    assert {agency.agency_id for agency in real.agencies} & {agency.agency_id for agency in sample.agencies} == {"01"}
    assert sample.card.simulated and not real.card.simulated


@pytest.mark.parametrize("name", ["hanoi", "sample", "chicago"])
def test_everything_named_exists(name):
    profile = load_profile(name)
    check_standards(profile)
    ids = {agency.agency_id for agency in profile.agencies}
    assert len(ids) == len(profile.agencies)
    assert profile.card.city_agency in ids
    assert {agency.parent_id for agency in profile.agencies} <= ids | {None}
    assert {standard.led_by for standard in profile.standards} <= ids | {None}
    assert {head.agency_id for head in profile.heads} <= ids
    assert {procedure.standard_id for procedure in profile.procedures} <= {standard.standard_id for standard in profile.standards}
    assert all(agency.name_vi and agency.name_en for agency in profile.agencies)
    assert not any(head.name for head in profile.heads), "no person is named"


@pytest.mark.parametrize("name", ["hanoi", "sample"])
def test_every_agency_has_one_office_from_its_first_day(name):
    profile = load_profile(name)
    for agency in profile.agencies:
        terms = sorted((head for head in profile.heads if head.agency_id == agency.agency_id), key=lambda head: head.from_date)
        assert terms and terms[0].from_date == agency.valid_from and terms[-1].to_date is None, agency.agency_id


def test_variants_of_a_complaint_are_one_family():
    complex_case = next(s for s in load_profile("hanoi").standards if s.standard_id == "complaint_first_settlement_complex")
    assert (complex_case.variant_of, complex_case.condition) == ("complaint_first_settlement", "complex_document=*")


@pytest.mark.parametrize("name", ["hanoi", "sample"])
def test_the_calendar_is_the_announced_one(name):
    table = calendar_days(load_profile(name))
    table = table[[2024 <= day.year <= 2026 for day in table["day"]]]
    weekday = [day.weekday() < 5 for day in table["day"]]
    closed = {day for day, week, open_ in zip(table["day"], weekday, table["is_working"], strict=True) if week and not open_}
    worked = {day for day, week, open_ in zip(table["day"], weekday, table["is_working"], strict=True) if not week and open_}
    assert closed == days(OFF)
    assert worked == days(WORK)
    assert set(table["confirmed"]) == {1}


def read_law() -> tuple[dict[str, dict], dict[str, dict]]:
    """The legal raw material and the catalogue, by the standard's id."""
    if not LAW.exists():
        pytest.skip("the legal raw material is not here: ../shared/law/standards.csv")
    with LAW.open(encoding="utf-8", newline="") as handle:
        raw = {row["id"]: row for row in csv.DictReader(handle)}
    with (ROOT / "profiles" / "hanoi" / "standards.csv").open(encoding="utf-8-sig", newline="") as handle:
        return raw, {row["standard_id"]: row for row in csv.DictReader(handle)}


def expected_cells(standard_id: str, read: dict) -> dict:
    """What the catalogue must say, with the listed differences and no other."""
    carried = (
        "plan_group name_vi name_en legal_basis kind limit_value unit effective_from effective_to status evidence case_kind start_event "
        "end_event direction variant_of"
    )
    cells = {name: read[name] for name in carried.split()}
    applies = "province|department|commune" if read["applies_to"] == "all" else read["applies_to"]
    cells["tier"] = {"city" if tier == "province" else tier for tier in differences.TIER.get(standard_id, applies).split("|")}
    if standard_id in differences.REGISTER:
        start = "period_started" if standard_id in differences.FROM_THE_START else "period_ended"
        cells |= {"case_kind": "duty_register", "start_event": start, "end_event": "duty_done"}
    if standard_id in differences.FIGURE:
        cells["case_kind"] = "reported_figure"
    if standard_id in differences.AT_LEAST:
        cells["direction"] = "min"
    if standard_id in differences.OTHER_PROCEDURES:
        cells["variant_of"] = ""
    cells["case_kind"] = differences.CASE_KIND.get(standard_id, cells["case_kind"])
    cells["start_event"], cells["end_event"] = differences.EVENTS.get(standard_id, (cells["start_event"], cells["end_event"]))
    cells["required"] = differences.RATES.get(read["required_rate"], Decimal(1))
    return cells


def test_the_law_is_as_it_was_read():
    raw, catalogue = read_law()
    wrong = []
    for standard_id, row in catalogue.items():
        if standard_id in differences.ADDED:
            continue
        found = row | {"tier": set(row["tier"].split("|")), "required": Decimal(row["required"]) if row["required"] else None}
        cells = expected_cells(standard_id, raw[standard_id])
        wrong += [(standard_id, name, cell, found[name]) for name, cell in cells.items() if found[name] != cell]
        assert row["status"] != "confirmed", "only a legal officer can confirm"
    assert wrong == []


def test_every_row_of_the_law_is_a_duty_or_a_note():
    raw, catalogue = read_law()
    notes = {note.id for note in load_profile("hanoi").legal_notes}
    assert set(raw) == (set(catalogue) - differences.ADDED) | notes
    assert not set(catalogue) & notes
    listed = differences.REGISTER | differences.FIGURE | differences.AT_LEAST | differences.OTHER_PROCEDURES | set(differences.EVENTS)
    assert listed <= set(catalogue), "a difference about a row that is not there"


def test_chicago_says_that_its_limits_are_policy():
    profile = load_profile("chicago")
    assert {agency.code for agency in profile.agencies if agency.tier == "ward"} == {str(number) for number in range(1, 51)}
    assert all(standard.status == "to_confirm" and "Tham số chính sách" in standard.legal_basis for standard in profile.standards)
    assert profile.heads == [] and profile.procedures == []
