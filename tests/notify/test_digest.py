"""The digest: what goes out says what the edition says, on one page a language, and nothing else than the edition decides its bytes."""

import hashlib
import json
import shutil
from pathlib import Path

import duckdb
import pytest

from assets.editions.publish import site_profile
from assets.editions.signature import fingerprint_of
from assets.editions.verify import verify
from dashboards.desk import SiteProfile
from dashboards.facts import read_facts
from dashboards.papers.digest import digest, write_digest
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import load_profile
from tests.editions.small_city import ask
from tests.notify.leaves import pictures

FILES = ("digest.html", "digest.pdf")
CITY = SiteProfile(city_vi="Thành phố Mẫu", city_en="Sample City", simulated=True, show_names=False, signing_key=None)
EVIL = '#panic("read") <script>alert(1)</script> $x$ *b* \\ @a // "'


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def changed(chain, tmp_path):
    """changed(sql, …) → the facts of an edition after those changes."""

    def change(*statements: str):
        file = tmp_path / "audit.duckdb"
        shutil.copyfile(chain["november"] / "audit.duckdb", file)
        with duckdb.connect(str(file)) as connection:
            for statement in statements:
                connection.execute(statement)
        return read_facts(file)

    return change


def test_every_edition_has_its_digest_and_the_manifest_proves_it(chain):
    for name in ("draft", "published", "corrected", "november"):
        listed = json.loads((chain[name] / "manifest.json").read_text(encoding="utf-8"))["files"]
        assert {file: listed[file] for file in FILES} == {file: sha256(chain[name] / file) for file in FILES}
    assert verify(chain["november"], fingerprint_of(chain["key"])).outcome == "intact"


def test_the_same_edition_gives_the_same_bytes(chain, tmp_path):
    profile = site_profile(chain["city"].profile, fingerprint_of(chain["key"]))
    facts = read_facts(chain["november"] / "audit.duckdb")
    write_digest(facts, tmp_path, profile)
    assert [sha256(tmp_path / file) for file in FILES] == [sha256(chain["november"] / file) for file in FILES]


def test_it_says_what_the_evidence_file_says_first_in_vietnamese(chain):
    said = digest(read_facts(chain["november"] / "audit.duckdb"), CITY)
    vi, en = said["parts"]
    assert (vi["language"], en["language"]) == ("vi", "en")
    worst = ask(
        chain["november"],
        "select flag_id from flag where audience = 'published' and life not in ('resolved', 'withdrawn') "
        "order by severity desc, numerator desc, flag_id limit 10",
    )
    assert [act["id"] for act in vi["acts"]] == [act["id"] for act in en["acts"]] == [row[0] for row in worst] != []
    unmet = ask(
        chain["november"],
        "select sum(denominator - numerator) from gap as g where window_end = (select max(window_end) from gap) "
        "and standard_id in (select standard_id from gap as a where a.assessable and a.window_end = g.window_end)",
    )
    assert str(unmet[0][0]) in vi["title"] and str(unmet[0][0]) in en["title"]
    (content,) = ask(chain["november"], "select content_id from edition")[0]
    assert any(content in line for line in vi["foot"])
    assert all(act["law"] and act["firm"] and act["who"] and act["sure"] for act in vi["acts"])


def test_what_changed_since_the_edition_before_is_said(chain):
    vi = digest(read_facts(chain["november"] / "audit.duckdb"), CITY)["parts"][0]
    (resolved,) = ask(chain["november"], "select count(*) from flag where life = 'resolved' and audience = 'published'")[0]
    assert chain["corrected"].name in vi["changes"]["lines"][0] and f"{resolved} đã khắc phục" in vi["changes"]["lines"][0]


def test_a_draft_a_simulation_and_a_missing_signature_are_marked(chain):
    html = (chain["draft"] / "digest.html").read_text(encoding="utf-8")
    assert html.count("Bản dự thảo") == 1 and html.count("DỮ LIỆU MÔ PHỎNG") == 2
    assert html.count(fingerprint_of(chain["key"])) == 2 and "Chưa ký số" not in html
    unsigned = digest(read_facts(chain["published"] / "audit.duckdb"), CITY)["parts"]
    assert "Chưa ký số" in unsigned[0]["foot"][-1] and "Not signed" in unsigned[1]["foot"][-1] and unsigned[0]["draft"] == ""


def test_it_is_one_page_a_language_however_long_the_words(changed):
    long = "nâng cao trách nhiệm của người đứng đầu trong việc tổ chức thi hành pháp luật " * 3
    facts = changed(
        f"update flag set recommended_step_vi = '{long}', recommended_step_en = '{long}'",
        f"update agency set name_vi = name_vi || ' {long[:60]}'",
    )
    said = digest(facts, CITY)
    for part in said["parts"]:
        part["acts"] = (part["acts"] * 10)[:10]
    assert len(pictures("digest.typ", said)) == 2


def test_names_from_the_data_are_text_in_both_papers(changed, tmp_path):
    facts = changed(f"update agency set name_vi = '{EVIL}', name_en = '{EVIL}'", f"update flag set recommended_step_vi = '{EVIL}'")
    write_digest(facts, tmp_path, CITY)
    html = (tmp_path / "digest.html").read_text(encoding="utf-8")
    assert "<script" not in html and "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert (tmp_path / "digest.pdf").read_bytes().startswith(b"%PDF")


def test_nothing_is_fetched_and_pages_are_linked_only_where_the_profile_names_their_address(changed, tmp_path):
    facts = changed()
    write_digest(facts, tmp_path, CITY)
    bare = (tmp_path / "digest.html").read_text(encoding="utf-8")
    assert not any(word in bare for word in ("href=", "src=", "<img", "<link", "url(", "@import", "display:flex"))
    linked = SiteProfile(
        city_vi="A", city_en="B", simulated=True, show_names=False, signing_key=None, base_url="https://lawgap.example/site/"
    )
    said = digest(facts, linked)["parts"]
    assert said[0]["link"]["href"] == "https://lawgap.example/site/index.html"
    assert said[1]["acts"][0]["href"].startswith("https://lawgap.example/site/en/flags/")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "lawgap.example", "https://a b"])
def test_an_address_that_is_none_is_refused_with_its_place(chain, tmp_path, address):
    shutil.copytree(chain["city"].profile.folder, tmp_path / "p")
    with (tmp_path / "p" / "profile.toml").open("r+", encoding="utf-8") as card:
        text = card.read()
        card.seek(0)
        card.write(f'base_url = "{address}"\n{text}')
    with pytest.raises(LawgapError, match="base_url"):
        load_profile(tmp_path / "p")
