"""The rules as analysts see them: run by Great Expectations inside DuckDB, shown as Dagster checks."""

import pytest

from assets.cases.checks import data_rules
from assets.cases.expectations import failing_rows
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.sqlfile import list_sql, read_path
from tests.cases.world import clean_world

RULES = {rule.name: rule for rule in list_sql("checks")}


@pytest.fixture
def world():
    # Great Expectations reads through cursors of its own, which see only what is committed: a city for each test
    world = clean_world()
    yield world
    world.connection.close()


def rule_file(folder, body: str):
    path = folder / "own_rule.sql"
    path.write_text(f"/* ---\nguards: cases.complaint\n--- */\n{body}\n", encoding="utf-8")
    return read_path(path)


def shown(found) -> str:
    """Everything that is kept of the rows."""
    return "\n".join(map(str, (found.columns, *found.sample)))


def test_a_broken_table_fails_its_rules_inside_duckdb(world):
    rules = list(RULES.values())
    assert all(found.success for found in failing_rows(world.connection, rules).values())
    for _ in range(2):
        world.put("cases.complaint", case_id="KN1", agency_id="nowhere", received_at="2026-02-01", accepted_at="2026-01-01")
    found = failing_rows(world.connection, rules)
    failed = {name for name, result in found.items() if not result.success}
    assert failed == {"case_key", "case_agency", "case_file", "complaint_order_of_dates"}
    assert "nowhere" in shown(found["case_key"]) and found["case_agency"].failing == 2


def test_samples_show_file_row_dates_and_codes_but_never_what_people_wrote_nor_the_number_of_their_case(world, tmp_path):
    world.put_file("don_khieu_nai", "2026-10", "S1", name="don_khieu_nai/S1_2026-10b.csv", source_file_id="again")
    world.put_case(
        "complaint",
        case_id="X1",
        source_file_id="again",
        row=7,
        accepted_at="2026-08-31",
        responsible_person="Nguyễn Văn Mẫu",
        content="Nhà bà Mẫu",
    )
    own = rule_file(tmp_path, "select * from cases.complaint where accepted_at < received_at")
    result = failing_rows(world.connection, [RULES["complaint_order_of_dates"], own])
    for name in ("complaint_order_of_dates", "own_rule"):
        assert result[name].failing == 1
        assert "2026-08-31" in shown(result[name]) and "Mẫu" not in shown(result[name]) and "X1" not in shown(result[name])
        assert result[name].files == (("don_khieu_nai", "don_khieu_nai/S1_2026-10b.csv"),)
    rule = result["complaint_order_of_dates"]
    assert rule.columns[:2] == ("file", "row") and rule.sample[0][:2] == ("don_khieu_nai/S1_2026-10b.csv", 7)


def test_a_sample_is_short_however_many_rows_fail(world, tmp_path):
    own = rule_file(tmp_path, "select case_id, agency_id from cases.procedure_case")
    found = failing_rows(world.connection, [own])["own_rule"]
    assert found.failing > 400 and len(found.sample) == 20


def test_failing_rows_name_the_files_they_came_from(world):
    world.put_file("don_khieu_nai", "2026-10", "S1", name="don_khieu_nai/S1_2026-10b.csv", source_file_id="again")
    world.put_case("complaint", case_id="X1", accepted_at="2026-08-31", source_file_id="again")
    world.put_case("complaint", case_id="X2", agency_id="P9", source_file_id="again")
    # a case of another kind with the same number came in another file
    world.put_case("petition", case_id="X2")
    found = failing_rows(world.connection, [RULES["complaint_order_of_dates"], RULES["case_agency"], RULES["calendar_confirmed"]])
    sent = (("don_khieu_nai", "don_khieu_nai/S1_2026-10b.csv"),)
    assert found["complaint_order_of_dates"].files == sent and found["case_agency"].files == sent
    assert found["calendar_confirmed"].files == ()


def test_a_rule_that_cannot_run_names_its_file(world, tmp_path):
    own = rule_file(tmp_path, "select no_such_column from cases.complaint")
    with pytest.raises(LawgapError, match="own_rule"):
        failing_rows(world.connection, [own])


def test_an_error_blocks_what_depends_on_its_table_and_every_check_tells_its_dimension():
    specs = {spec.name: spec for checks in data_rules() for spec in checks.check_specs}
    assert set(specs) == set(RULES)
    for name, spec in specs.items():
        assert spec.blocking == (RULES[name].header["severity"] == "error")
        assert spec.metadata["dimension"] == RULES[name].header["dimension"]
        assert spec.description.startswith(RULES[name].text("title", "vi"))
