"""`lawgap init`: a city's first hour. What it writes loads, runs empty, takes a template that was filled in, and explains itself."""

import datetime as dt
import re
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from assets.sources.privacy import read_key
from assets.sources.template import write_template
from pipelines.cli import app
from pipelines.runtime.contract import Contract
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Agency, CalendarDay, Card, Head, load_profile
from pipelines.runtime.settings import Home
from tests.conftest import ROOT
from tests.editions.small_city import City, ask

CELLS = {"Mã đơn": "KN-1", "Mã đơn vị": "X01", "Lần giải quyết": "1", "Ngày nhận": dt.date(2026, 8, 3), "Ngày thụ lý": dt.date(2026, 8, 28)}
WRITTEN = {"from_date": "from", "to_date": "to"}


def lawgap(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def profile(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("new") / "tinh_moi"
    done = lawgap("init", folder)
    assert done.exit_code == 0 and done.output.strip().endswith(str(folder))
    return folder


@pytest.fixture
def city(profile, tmp_path) -> City:
    city = City(tmp_path)
    city.profile, city.home = load_profile(profile), Home(tmp_path / "home", "tinh_moi")
    city.inbox.mkdir()
    return city


def test_it_runs_on_an_empty_inbox(profile, tmp_path):
    """As a user would, by the command."""
    command = [sys.executable, "-m", "pipelines.cli", "run", "--profile", str(profile), "--home", str(tmp_path), "--as-of", "2026-10-31"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    edition = Path(done.stdout.splitlines()[-1])
    assert ask(edition, "select count(*) from duty") == [(0,)]
    assert ask(edition, "select count(*) from agency") == [(4,)]
    assert ask(edition, "select count(*) from standard")[0][0] >= 20


def test_a_template_that_was_filled_in_becomes_a_late_duty(city):
    book_path = city.inbox / "don_khieu_nai" / "X01_2026-08.xlsx"
    book_path.parent.mkdir()
    write_template(city.profile, "don_khieu_nai", book_path)
    book = openpyxl.load_workbook(book_path)
    sheet = book["Dữ liệu"]
    headers = [cell.value for cell in sheet[1]]
    for name, value in CELLS.items():
        sheet.cell(2, headers.index(name) + 1, value)
    book.save(book_path)
    edition = city.publish(dt.date(2026, 10, 31))
    found = ask(edition, "select agency_id, status from duty where standard_id = 'complaint_first_acceptance_v2'")
    assert found == [("X01", "late")]


def test_every_key_of_the_card_is_explained_in_both_languages(profile):
    lines = (profile / "profile.toml").read_text(encoding="utf-8").splitlines()
    for key in Card.model_fields:
        places = [i for i, line in enumerate(lines) if re.match(rf"(# )?\[?{key}(\]| =)", line)]
        assert places, f"{key} is not in profile.toml"
        above = lines[max(places[0] - 3, 0) : places[0]]
        # a block of two keys shares one explanation
        assert sum(line.startswith("# ") for line in above) >= 2, f"{key} is not explained in two languages"


def test_the_columns_of_the_tables_and_the_keys_of_a_contract_are_explained(profile):
    read_me = (profile / "DOC_TRUOC-README.md").read_text(encoding="utf-8")
    vietnamese, english = read_me.split("## In English")
    for model in (Agency, Head, CalendarDay):
        for field in model.model_fields:
            for text in (vietnamese, english):
                assert re.search(rf"\b{WRITTEN.get(field, field)}\b", text), field
    contract = (profile / "sources" / "don_khieu_nai.toml").read_text(encoding="utf-8")
    head = contract[: contract.index("\nkind = ")]
    for key in ("kind", "title", "sender", "due_day", "completeness", "never_store", "columns", "values", "events"):
        assert key in Contract.model_fields and key in head


def test_personal_data_are_masked_as_in_the_shipped_profile(profile):
    shipped = load_profile("hanoi")
    assert (profile / "privacy.toml").read_bytes() == (shipped.folder / "privacy.toml").read_bytes()
    new = load_profile(profile)
    assert sorted(new.contracts) == ["don_khieu_nai", "ho_so_tthc"]
    assert new.contracts["don_khieu_nai"].never_store == shipped.contracts["don_khieu_nai"].never_store


def test_no_real_agency_stands_in_it(profile):
    real = {agency.name_vi for agency in load_profile("hanoi").agencies}
    assert not real & {agency.name_vi for agency in load_profile(profile).agencies}


@pytest.mark.parametrize(("name", "said"), [("Tỉnh Mới", "cannot be called"), ("hanoi", "already"), ("x-y", "cannot be called")])
def test_a_name_that_cannot_name_a_profile_is_refused(tmp_path, name, said):
    done = lawgap("init", tmp_path / name)
    assert said in str(done.exception)
    assert list(tmp_path.iterdir()) == []


def test_what_is_in_a_folder_stays_as_it_is(profile, tmp_path):
    folder = tmp_path / "tinh_khac"
    shutil.copytree(profile, folder)
    (folder / "profile.toml").write_text("mine", encoding="utf-8")
    done = lawgap("init", folder)
    assert "is not empty" in str(done.exception)
    assert (folder / "profile.toml").read_text(encoding="utf-8") == "mine"
    empty = tmp_path / "tinh_trong"
    empty.mkdir()
    assert lawgap("init", empty).exit_code == 0 and load_profile(empty).card.name == "tinh_trong"


def test_without_keys_it_names_the_command_that_finds_this_profile(city, monkeypatch, tmp_path):
    monkeypatch.delenv("LAWGAP_KEY")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with pytest.raises(LawgapError) as refusal:
        read_key(city.profile, city.home)
    assert f"lawgap keys new --profile {city.profile.folder};" in refusal.value.do
