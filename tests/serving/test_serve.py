"""`lawgap serve` over a real socket: every edition at its own address, what was withdrawn said over it, and nothing else of the machine."""

import shutil
from pathlib import Path

import pytest

from assets.editions.errata import NAME as ERRATA
from assets.editions.errata import add_erratum
from assets.editions.verify import verify
from pipelines.runtime.settings import Home
from tests.editions.small_city import flag
from tests.serving.running import CORRECTED, DRAFT, NOVEMBER, PUBLISHED, page, running

OLD, OLD_EN, WITHDRAWN = "Đây là kỳ công bố cũ", "This is an old edition", "Cảnh báo này đã bị rút sau khi công bố"


def on_disk(place: Home, target: str) -> bytes:
    return (place.editions / target.removeprefix("/editions/")).read_bytes()


def test_the_root_and_short_addresses_lead_to_the_permanent_ones_of_the_latest_edition(served):
    lead = {
        "/": page(NOVEMBER), "/flags.html": page(NOVEMBER, "flags.html"), "/en": page(NOVEMBER, "en/index.html"),
        "/open-data/": f"/editions/{NOVEMBER}/open-data/datapackage.json", "/audit.duckdb": f"/editions/{NOVEMBER}/audit.duckdb",
        "/editions/latest/": page(NOVEMBER), f"/editions/{PUBLISHED}": page(PUBLISHED), f"/editions/{PUBLISHED}/en/": page(PUBLISHED, "en/index.html"),
        f"/editions/latest/flags/{flag('M0003')}.html": page(NOVEMBER, f"flags/{flag('M0003')}.html"), "/editions": "/editions/",
    }  # fmt: skip
    for target, to in lead.items():
        got = served.ask(f"{target}?from=mail")
        assert (got.status, got.headers["location"]) == (302, to)
        assert got.headers["cache-control"] == "private, no-cache"


def test_two_editions_stand_side_by_side_and_each_file_is_the_published_one(served, place: Home):
    for edition in (PUBLISHED, NOVEMBER):
        for name in ("open-data/datapackage.json", "open-data/dcat.jsonld", "site/static/site.css", "audit.duckdb"):
            target = f"/editions/{edition}/{name}"
            assert served.ask(target).body == on_disk(place, target)
    # the address of a flag outlives the edition in which it stood
    mine = f"flags/{flag('M0003')}.html"
    assert served.ask(page(PUBLISHED, mine)).status == served.ask(page(NOVEMBER, mine)).status == 200
    assert served.ask(page(NOVEMBER, mine)).body == on_disk(place, page(NOVEMBER, mine))


def test_an_old_edition_says_so_with_the_same_page_of_the_latest_and_its_file_stays(served, place: Home):
    for name, said, day, there in (
        ("flags.html", OLD, "31/10/2026", "flags.html"),
        ("en/method.html", OLD_EN, "31 Oct 2026", "en/method.html"),
    ):
        text = served.ask(page(CORRECTED, name)).text
        assert said in text and day in text and f'<a href="{page(NOVEMBER, there)}">{NOVEMBER}</a>' in text
        assert said.encode() not in on_disk(place, page(CORRECTED, name))
    assert OLD not in served.ask(page(NOVEMBER)).text
    assert verify(place.editions / CORRECTED).outcome == "intact"


def test_a_draft_has_its_band_and_only_its_own_address(served):
    assert "Bản dự thảo" in served.ask(page(DRAFT)).text
    assert all("Bản dự thảo" not in served.ask(page(edition)).text for edition in (PUBLISHED, NOVEMBER))


def test_a_withdrawn_flag_says_why_on_its_page_and_every_page_of_the_edition_lists_it(served, place: Home):
    own = page(PUBLISHED, f"flags/{flag('M0001')}.html")
    text = served.ask(own).text
    assert WITHDRAWN in text and f"theo kỳ công bố {CORRECTED}" in text and "2026-10_sua.csv" in text
    assert WITHDRAWN.encode() not in on_disk(place, own)
    english = served.ask(page(PUBLISHED, f"en/flags/{flag('M0001')}.html")).text
    assert "This flag was withdrawn after publication" in english and f"by edition {CORRECTED}" in english
    other = served.ask(page(PUBLISHED, "method.html")).text
    assert "2 cảnh báo của kỳ này đã bị rút sau khi công bố" in other and f'href="{own}"' in other and WITHDRAWN not in other
    assert "2 flags of this edition were withdrawn" in served.ask(page(PUBLISHED, "en/method.html")).text
    assert "1 flag of this edition was withdrawn" in served.ask(page(CORRECTED, "en/method.html")).text


def test_an_erratum_by_hand_shows_at_once_and_its_words_cannot_become_markup(copied: Home):
    with running(copied) as server:
        before = server.ask(page(NOVEMBER))
        add_erratum(copied.editions / ERRATA, copied.editions / NOVEMBER, None, "Sai <script>alert(1)</script>", "Wrong & void")
        after = server.ask(page(NOVEMBER), If_None_Match=before.headers["etag"])
        assert after.status == 200 and "Toàn bộ kỳ công bố này đã bị rút" in after.text and "Sai &lt;script&gt;" in after.text
        assert "Wrong &amp; void" in server.ask(page(NOVEMBER, "en/index.html")).text
        assert "đã rút toàn bộ" in server.ask("/editions/").text


def test_the_list_of_editions_names_them_all_in_both_languages(served):
    text = served.ask("/editions/").text
    assert all(page(edition) in text and page(edition, "en/index.html") in text for edition in (DRAFT, PUBLISHED, CORRECTED, NOVEMBER))
    assert "dự thảo, đang lấy ý kiến" in text and "Kỳ mới nhất, đã công bố" in text and "2 flags withdrawn" in text


OUTSIDE = [
    "/editions/{e}/site/../manifest.json", "/editions/{e}/site/%2e%2e/manifest.json", "/editions/{e}/site/..%2fmanifest.json",
    "/editions/{e}/site/%252e%252e/manifest.json", "/editions/{e}/manifest.json", "/editions/{e}/profile/profile.toml",
    "/editions/{e}/signing_key.pub", "/editions/errata.json", "/editions/../warehouse.duckdb", "/editions/%2e%2e/%2e%2e/small/warehouse.duckdb",
    "/editions/{e}//etc/passwd", "//etc/passwd", "/%2fetc%2fpasswd", "/editions/{e}/site/index.html%00.css", "/editions/{e}/site\\..\\manifest.json",
    "/editions/{e}/open-data/../audit.duckdb", "/editions/./{e}/site/index.html", "/editions/.building-1/site/index.html", "/editions/{e}/site/static",
    "/editions/latest-draft/site/index.html", "/editions/2025-01-31.1/site/index.html", "/served/", "/%ff", "/editions/{e}/site/index.html/",
]  # fmt: skip


@pytest.mark.parametrize("target", OUTSIDE)
def test_nothing_outside_the_pages_and_the_open_data_is_served(served, target: str):
    got = served.ask(target.format(e=NOVEMBER))
    assert got.status == 404 and "Không có trang này" in got.text and "There is no such page" in got.text


def test_links_lead_nowhere(copied: Home, tmp_path: Path):
    secret = tmp_path / "secret.html"
    secret.write_text("secret", encoding="utf-8")
    site = copied.editions / NOVEMBER / "site"
    (site / "method.html").unlink()
    (site / "method.html").symlink_to(secret)
    shutil.move(site / "flags", tmp_path / "flags")
    (site / "flags").symlink_to(tmp_path / "flags")
    shutil.copytree(copied.editions / NOVEMBER, tmp_path / "elsewhere")
    (copied.editions / "2026-12-31.1").symlink_to(tmp_path / "elsewhere")
    with running(copied) as server:
        assert server.ask(page(NOVEMBER, "method.html")).status == 500
        assert server.ask(page(NOVEMBER, f"flags/{flag('M0003')}.html")).status == 500
        assert server.ask(page("2026-12-31.1")).status == 404


def test_a_page_that_was_changed_after_publication_is_not_shown(copied: Home):
    file = copied.editions / NOVEMBER / "site" / "method.html"
    file.write_text(file.read_text(encoding="utf-8").replace("lawgap", "lawgab"), encoding="utf-8")
    with running(copied) as server:
        got = server.ask(page(NOVEMBER, "method.html"))
        assert got.status == 500 and "lawgab" not in got.text and str(copied.root) not in got.text
        assert "changed since publication" in server.warnings[0] and f"lawgap verify {NOVEMBER}" in server.warnings[0]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"files": {}}', '{"files": [], "inputs": {"status": "published", "as_of": "2026-10-31"}}']
)
def test_an_unreadable_manifest_closes_its_edition_alone(copied: Home, text: str):
    (copied.editions / PUBLISHED / "manifest.json").write_text(text, encoding="utf-8")
    with running(copied) as server:
        assert server.ask(page(PUBLISHED)).status == 500 and server.ask(page(NOVEMBER)).status == 200
        assert f"edition {PUBLISHED}: its manifest cannot be read" in server.warnings[0]
        assert "không đọc được" in server.ask("/editions/").text


def test_unreadable_errata_close_every_page_and_a_server_does_not_start_with_them(copied: Home):
    with running(copied) as server:
        assert server.ask(page(NOVEMBER)).status == 200
        (copied.editions / ERRATA).write_text("{", encoding="utf-8")
        assert server.ask(page(NOVEMBER)).status == server.ask(page(PUBLISHED)).status == server.ask("/editions/").status == 500
        assert "the errata cannot be read" in server.warnings[0]
