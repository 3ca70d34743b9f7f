"""Agencies' own sheets: each gets its own and no other's, a draft asks for comment, a published one gives notice."""

import hashlib
import json
import re
import shutil

import duckdb
import pytest

from dashboards.desk import Desk, SiteProfile
from dashboards.facts import read_facts
from dashboards.pages import listed_agencies
from dashboards.papers.sheet import sheet, sheet_pdf
from dashboards.words import LANGUAGES, Words
from pipelines.runtime.errors import LawgapError
from tests.editions.small_city import ask, flag
from tests.notify.leaves import pictures

CITY = SiteProfile(city_vi="Thành phố Mẫu", city_en="Sample City", simulated=True, show_names=False, signing_key=None)
THREE, FOUR = "m3@city.example", "m4@city.example"
EVIL = "Phường #panic(1) *x* <script>"


def sheets_of(edition) -> dict[tuple[str, str], dict]:
    facts = read_facts(edition / "audit.duckdb")
    desks = [Desk(facts, Words(language), CITY) for language in LANGUAGES]
    return {(agency["agency_id"], d.t.language): sheet(d, agency) for d in desks for agency in listed_agencies(facts)}


def test_each_agency_gets_its_own_sheet_once_and_who_has_no_address_is_said(office):
    office.account(contacts={"M0003": THREE, "M0004": FOUR})
    with office.open():
        first, again = office.sheets(), office.sheets()
    assert first.done and (len(first.sent), len(again.sent), len(again.before)) == (2, 0, 2)
    assert "M0005" in first.without_address and "M0003" not in first.without_address
    mail = office.room.got[THREE][0]
    html = mail.get_body(("html",)).get_content()
    assert "Phường Mẫu 03" in mail["Subject"] and "thông báo phiếu kết quả" in mail["Subject"]
    assert flag("M0003") in html and "M0004" not in html and "xin ý kiến" not in html
    papers = {paper.get_filename(): paper.get_content() for paper in mail.iter_attachments()}
    name = f"lawgap-{office.edition.name}-M0003"
    assert list(papers) == [f"{name}-vi.pdf", f"{name}-en.pdf"] and all(paper.startswith(b"%PDF") for paper in papers.values())


def test_a_draft_goes_out_for_comment(office, chain):
    office.edition = office.home.editions / chain["draft"].name
    shutil.copytree(chain["draft"], office.edition, dirs_exist_ok=True)
    office.account(contacts={"M0003": THREE})
    with office.open():
        assert office.sheets("M0003").done
    mail = office.room.got[THREE][0]
    text = mail.get_body(("plain",)).get_content()
    assert "xin ý kiến" in mail["Subject"] and "Kính gửi: Phường Mẫu 03" in text and "người đứng đầu đơn vị" in text
    assert "Bản dự thảo" in text and "for your comments" in text and flag("M0003") in text


def test_a_sheet_has_nothing_of_another_agency(chain):
    names = {row[0]: row[1:] for row in ask(chain["november"], "select agency_id, name_vi, name_en from agency where tier = 'commune'")}
    made = sheets_of(chain["november"])
    assert {ident for ident, _ in made} >= names.keys()
    for (ident, _), said in made.items():
        text = json.dumps(said, ensure_ascii=False)
        assert {code for code in re.findall(r"M0\d{3}", text) if code in names} <= {ident}
        assert [other for other, own in names.items() if other != ident and any(f"{name}" in text for name in own)] == []


def test_a_sheet_says_what_the_evidence_file_says(chain):
    made = sheets_of(chain["published"])
    said = made["M0003", "vi"]
    rows = ask(
        chain["published"],
        "select flag_id, numerator, denominator, reply from flag where agency_id = 'M0003' and audience = 'published' "
        "and life not in ('resolved', 'withdrawn')",
    )
    assert {line["id"] for line in said["flags"]["lines"]} == {row[0] for row in rows} == set(said["reply"]["ids"]) != set()
    assert any(f"{rows[0][1]}/{rows[0][2]}" in line["count"] and rows[0][3] in line["reply"] for line in said["flags"]["lines"])
    ((score, low, high),) = ask(
        chain["published"], "select rank_lower, rank_lower, rank_upper from score where agency_id = 'M0003' and plan_group = 0"
    )
    assert "chưa đủ" in said["score"]["say"].lower() if score is None else f"hạng {low}–{high}" in said["score"]["say"]
    assert len(said["steps"]["lines"]) == 3 and "Chủ tịch UBND phường" in " ".join(said["lead"])
    open_now = ask(
        chain["published"],
        "select count(*) from duty where agency_id = 'M0003' and status = 'overdue' and standard_id in (select standard_id from gap where assessable)",
    )[0][0]
    assert len(said["overdue"]["rows"]) == min(open_now, 15)


def test_a_sheet_is_two_pages_and_names_in_it_are_text(chain, tmp_path):
    file = tmp_path / "audit.duckdb"
    shutil.copyfile(chain["november"] / "audit.duckdb", file)
    with duckdb.connect(str(file)) as connection:
        connection.execute(f"update agency set name_vi = '{EVIL}', name_en = '{EVIL}'")
    facts = read_facts(file)
    for language in LANGUAGES:
        desk = Desk(facts, Words(language), CITY)
        assert len(pictures("sheet.typ", sheet(desk, facts.agency["M0003"]))) == 2
        assert sheet_pdf(desk, facts.agency["M0003"]) == sheet_pdf(desk, facts.agency["M0003"])


def test_an_agency_name_adds_no_header(office):
    with duckdb.connect(str(office.edition / "audit.duckdb")) as connection:
        connection.execute("update agency set name_vi = ? where agency_id = 'M0003'", ["Phường\r\nBcc: evil@city.example"])
    manifest = office.edition / "manifest.json"
    said = json.loads(manifest.read_text(encoding="utf-8"))
    said["files"]["audit.duckdb"] = hashlib.sha256((office.edition / "audit.duckdb").read_bytes()).hexdigest()
    manifest.write_text(json.dumps(said), encoding="utf-8")
    office.account(contacts={"M0003": THREE})
    with office.open():
        assert office.sheets("M0003").done
    assert list(office.room.got) == [THREE] and office.room.got[THREE][0]["Bcc"] is None


@pytest.mark.parametrize(("contacts", "match"), [({"M9999": THREE}, "no agency 'M9999'"), ({"M0003": "m3 at city"}, "email")])
def test_a_slip_in_the_addresses_is_said_with_its_place(office, contacts, match):
    office.account(contacts=contacts)
    with pytest.raises(LawgapError, match=match):
        office.sheets()


def test_an_agency_without_a_sheet_is_named(office):
    office.account(contacts={})
    with pytest.raises(LawgapError, match="no sheet of an agency 'M9999'"):
        office.sheets("M9999")
