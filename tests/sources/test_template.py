"""The template an agency fills in: read back as Excel and the intake would see it."""

import datetime as dt
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import fastexcel
import pytest

from assets.sources.template import DATA_SHEET, HELP_SHEETS, LAST_ROW, write_template
from assets.sources.workbooks import open_workbook
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.kinds import kinds
from pipelines.runtime.profile import Profile, load_profile

HANOI = load_profile("hanoi")
SOURCES = sorted(HANOI.contracts)
NS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
EXAMPLE, GUIDE, LISTS = HELP_SHEETS


class Template:
    """A written template: its sheets as texts, its rules and formats by header."""

    def __init__(self, profile: Profile, source_id: str, path: Path) -> None:
        write_template(profile, source_id, path)
        self.book, self.zip = fastexcel.read_excel(path), zipfile.ZipFile(path)
        self.header = self.rows(DATA_SHEET)[0]
        self.rules = self._rules(1)

    def rows(self, sheet: str) -> list[tuple]:
        return self.book.load_sheet(sheet, header_row=None, dtypes="string").to_pandas().astype(object).values.tolist()

    def xml(self, name: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.zip.read(name))

    def sheet(self, number: int) -> ElementTree.Element:
        return self.xml(f"xl/worksheets/sheet{number}.xml")

    def _rules(self, number: int) -> dict[str, ElementTree.Element]:
        found = self.sheet(number).findall(".//x:dataValidation", NS)
        return {self.header[_place(rule.get("sqref"))]: rule for rule in found}

    def choices(self, header: str) -> list[str]:
        """The texts that Excel offers under `header`."""
        start, end = self.rules[header].find("x:formula1", NS).text.removeprefix(f"'{LISTS}'!").split(":")
        assert start.split("$")[1] == end.split("$")[1]
        rows = self.rows(LISTS)[int(start.split("$")[2]) - 1 : int(end.split("$")[2])]
        return [row[_place(start.replace("$", ""))] for row in rows]

    def number_format(self, header: str) -> str:
        """What Excel does with a value typed under `header`."""
        place = str(self.header.index(header) + 1)
        column = next(c for c in self.sheet(1).findall(".//x:col", NS) if int(c.get("min")) <= int(place) <= int(c.get("max")))
        styles = self.xml("xl/styles.xml")
        code = styles.findall("x:cellXfs/x:xf", NS)[int(column.get("style", 0))].get("numFmtId")
        own = {f.get("numFmtId"): f.get("formatCode") for f in styles.findall(".//x:numFmt", NS)}
        return {"0": "General", "1": "0", "49": "@"}.get(code) or own[code]


def _place(cell: str) -> int:
    letters = "".join(c for c in cell.split(":")[0] if c.isalpha())
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


@pytest.fixture(scope="module")
def template_of(tmp_path_factory):
    folder, made = tmp_path_factory.mktemp("templates"), {}

    def make(source_id: str) -> Template:
        if source_id not in made:
            made[source_id] = Template(HANOI, source_id, folder / f"{source_id}.xlsx")
        return made[source_id]

    return make


@pytest.fixture
def own_profile(tmp_path):
    """own_profile(source text) → a profile over hanoi with the source `rieng`."""

    def make(text: str) -> Profile:
        folder = tmp_path / "profile"
        (folder / "sources").mkdir(parents=True)
        card = (HANOI.folder / "profile.toml").read_text(encoding="utf-8").replace('name = "hanoi"', 'name = "rieng"\nextends = "hanoi"')
        (folder / "profile.toml").write_text(card, encoding="utf-8")
        (folder / "sources" / "rieng.toml").write_text(text, encoding="utf-8")
        return load_profile(folder)

    return make


@pytest.mark.parametrize("source_id", SOURCES)
def test_every_source_has_a_template_with_exactly_its_headers_and_no_rows(template_of, source_id):
    template, contract = template_of(source_id), HANOI.contracts[source_id]
    assert template.book.sheet_names == [DATA_SHEET, *HELP_SHEETS]
    assert template.rows(DATA_SHEET) == [[*contract.columns.values(), *contract.ignored]]


@pytest.mark.parametrize("source_id", SOURCES)
def test_the_lists_offer_what_the_contract_accepts(template_of, source_id):
    template, contract = template_of(source_id), HANOI.contracts[source_id]
    for field, values in contract.values.items():
        if field in contract.columns:
            assert template.choices(contract.columns[field]) == [text for text in values if text != "*"]
            assert template.number_format(contract.columns[field]) == "@"
    current = [agency.code for agency in HANOI.agencies if agency.valid_to is None]
    for field in {"agency", "new_agency"} & set(contract.columns):
        assert template.choices(contract.columns[field]) == current


@pytest.mark.parametrize("source_id", SOURCES)
def test_every_column_is_checked_and_formatted_as_its_field_is_read(template_of, source_id):
    template, contract = template_of(source_id), HANOI.contracts[source_id]
    types = kinds()[contract.kind].types
    for field, header in contract.columns.items():
        rule, kind = template.rules[header], types.get(field, "TEXT")
        assert rule.get("sqref").endswith(str(LAST_ROW)) and rule.get("prompt"), header
        if field in contract.values:
            continue
        if kind == "TIMESTAMP":
            time = " hh:mm" if header.startswith("Thời điểm") else ""
            assert (rule.get("type"), template.number_format(header)) == ("date", f"dd/mm/yyyy{time}")
        elif kind == "BIGINT":
            assert (rule.get("type"), rule.get("operator"), rule.find("x:formula1", NS).text) == ("whole", "greaterThanOrEqual", "0")
        elif kind.startswith("DECIMAL"):
            assert rule.get("type") == "decimal"
        else:
            assert template.number_format(header) == "@", header


@pytest.mark.parametrize("source_id", SOURCES)
def test_the_example_row_keeps_every_rule_and_fills_what_is_required(template_of, source_id):
    template, contract = template_of(source_id), HANOI.contracts[source_id]
    sheet = template.book.load_sheet(EXAMPLE).to_pandas()
    assert list(sheet.columns) == template.header and len(sheet) == 1
    needed = {*(contract.key or ["case_id"]), "agency", "event"}
    for field, header in contract.columns.items():
        value, rule = sheet[header].iloc[0], template.rules[header]
        if value is None or value != value:
            assert field not in needed, header
        elif rule.get("type") == "list" and rule.get("showErrorMessage") == "1":
            assert str(value) in template.choices(header), header
        elif rule.get("type") == "date":
            assert dt.datetime(2025, 1, 1) <= value < dt.datetime(2026, 6, 1), header
        elif rule.get("type") in ("whole", "decimal"):
            assert float(value) >= 0, header
        else:
            assert isinstance(value, str), header
    first = [field for field in kinds()[contract.kind].first_dates if field in contract.columns]
    assert not first or sheet[[contract.columns[field] for field in first]].notna().any(axis=None), "no first date"


def test_a_code_keeps_its_leading_zeros(template_of):
    template = template_of("don_khieu_nai")
    assert template.number_format("Mã đơn vị") == "@"
    assert template.choices("Mã đơn vị")[0] == "01" and template.rows(EXAMPLE)[1][1] == "01"


def test_the_header_is_bold_and_stays_in_sight_and_the_lists_are_hidden(template_of):
    template = template_of("ho_so_tthc")
    pane = template.sheet(1).find(".//x:pane", NS)
    assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")
    style = int(template.sheet(1).find(".//x:c", NS).get("s"))
    font = template.xml("xl/styles.xml").findall("x:cellXfs/x:xf", NS)[style].get("fontId")
    assert template.xml("xl/styles.xml").findall("x:fonts/x:font", NS)[int(font)].find("x:b", NS) is not None
    states = {s.get("name"): s.get("state") for s in template.xml("xl/workbook.xml").findall(".//x:sheet", NS)}
    assert states == {DATA_SHEET: None, EXAMPLE: None, GUIDE: None, LISTS: "hidden"}


@pytest.mark.parametrize("source_id", SOURCES)
def test_the_guide_says_who_when_what_name_and_explains_every_column(template_of, source_id):
    template, contract = template_of(source_id), HANOI.contracts[source_id]
    rows = template.rows(GUIDE)
    text = "\n".join(str(cell) for row in rows for cell in row if cell)
    assert text.startswith(contract.title.vi) and contract.title.en in text
    assert "người tố cáo" in text and "denouncers" in text
    if contract.sender != "once":
        assert f"ngày {contract.due_day} của tháng sau" in text
        assert {"agency": "<Mã đơn vị>_YYYY-MM.xlsx", "city": "Tên tệp: YYYY-MM.xlsx"}[contract.sender] in text
    assert [row[0] for row in rows[-len(template.header) :]] == template.header
    assert all(all(row) for row in rows[-len(template.header) :]), "every column is explained in full"


def test_the_guide_tells_required_from_optional_and_stored_from_not(template_of):
    lines = {row[0]: row for row in template_of("don_khieu_nai").rows(GUIDE)}
    assert [h for h in ("Mã đơn", "Mã đơn vị", "Ngày nhận", "Kết quả") if lines[h][3].startswith("Bắt buộc")] == [
        "Mã đơn", "Mã đơn vị", "Ngày nhận",
    ]  # fmt: skip
    assert "Đúng một phần" in lines["Kết quả"][4]
    assert "che số định danh" in lines["Người phụ trách"][5] and "masked" in lines["Người phụ trách"][5]


def test_columns_that_must_not_be_sent_are_named(template_of):
    text = "\n".join(str(row[0]) for row in template_of("don_to_cao").rows(GUIDE))
    assert "Họ tên người tố cáo" in text and "Họ tên người tố cáo" not in template_of("don_to_cao").header


def test_an_empty_template_comes_to_the_intake_as_nothing_to_report(template_of, tmp_path):
    contract = HANOI.contracts["don_khieu_nai"]
    write_template(HANOI, "don_khieu_nai", tmp_path / "01_2026-01.xlsx")
    table, names, sheets, _ = open_workbook(tmp_path / "01_2026-01.xlsx", contract, ["Mã đơn", "Mã đơn vị", "Ngày nhận"])
    assert (table.num_rows, list(names), sheets) == (0, template_of("don_khieu_nai").header, DATA_SHEET)


def test_hashes_open_lists_and_columns_that_are_not_stored(own_profile, tmp_path):
    profile = own_profile("""
kind = "procedure_case"
title = { vi = "Riêng", en = "Own" }
sender = "agency"
due_day = 10
completeness = "complete"
ignored = ["Ghi chú"]
[columns]
case_id = "Số"
agency = "Đơn vị"
accepted_at = "Ngày nhận"
applicant_token = "Mã người nộp"
channel = "Kênh"
[values.channel]
"Trực tuyến" = "online"
"*" = "direct"
""")
    template = Template(profile, "rieng", tmp_path / "r.xlsx")
    lines = {row[0]: row for row in template.rows(GUIDE)}
    assert "băm" in lines["Mã người nộp"][5] and "Không bao giờ lưu" in lines["Ghi chú"][5]
    assert template.choices("Kênh") == ["Trực tuyến"]
    assert template.rules["Kênh"].get("showErrorMessage") is None, "'*' accepts every other text"
    assert template.rules["Đơn vị"].get("showErrorMessage") == "1"
    assert "ngày 10 của tháng sau" in "\n".join(str(row[0]) for row in template.rows(GUIDE))


def test_a_year_or_a_period_stands_for_the_first_date(own_profile, tmp_path):
    profile = own_profile("""
kind = "budget"
title = { vi = "Ngân sách", en = "Budget" }
sender = "city"
completeness = "complete"
key = ["year", "agency_id"]
[columns]
year = "Năm"
agency = "Mã đơn vị"
disbursed = "Đã giải ngân"
""")
    template = Template(profile, "rieng", tmp_path / "r.xlsx")
    required = {row[0]: row[3].split(" /")[0] for row in template.rows(GUIDE)[-3:]}
    assert required == {"Năm": "Bắt buộc", "Mã đơn vị": "Bắt buộc", "Đã giải ngân": "Không"}
    assert (template.rules["Năm"].get("type") or "whole", template.rules["Đã giải ngân"].get("type")) == ("whole", "decimal")


def test_where_one_of_several_dates_is_enough_the_guide_says_so(own_profile, tmp_path):
    profile = own_profile("""
kind = "document"
title = { vi = "Văn bản", en = "Documents" }
sender = "city"
completeness = "complete"
[columns]
case_id = "Số ký hiệu"
agency = "Mã đơn vị"
due_at = "Hạn ban hành"
issued_at = "Ngày ban hành"
""")
    lines = {row[0]: row for row in Template(profile, "rieng", tmp_path / "r.xlsx").rows(GUIDE)}
    assert lines["Ngày ban hành"][3].startswith("Ít nhất một trong: Hạn ban hành, Ngày ban hành")


def test_the_column_that_links_events_to_cases_is_in_the_template(tmp_path):
    template = Template(load_profile("chicago"), "inspections_all_purposes", tmp_path / "c.xlsx")
    assert template.header == ["Inspection_Purpose", "Inspection_Date", "License"]


def test_an_unknown_source_is_told_the_nearest_name_and_the_list(tmp_path):
    with pytest.raises(LawgapError) as error:
        write_template(HANOI, "don_khieu_nay", tmp_path / "x.xlsx")
    assert "did you mean 'don_khieu_nai'" in error.value.do
    assert all(source_id in error.value.do for source_id in SOURCES)
    assert list(tmp_path.iterdir()) == []


def test_the_same_source_gives_the_same_bytes(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_template(HANOI, "ho_so_tthc", tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_place_that_cannot_be_written_is_said_plainly_and_nothing_is_left_behind(tmp_path):
    (tmp_path / "taken.xlsx").mkdir()
    with pytest.raises(LawgapError, match="cannot write the workbook"):
        write_template(HANOI, "ho_so_tthc", tmp_path / "taken.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["taken.xlsx"]
