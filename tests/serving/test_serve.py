"""`lawgap serve` over a real socket: every edition at its own address, what was withdrawn said over it, and nothing else of the machine."""

import gzip
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from assets.editions.errata import NAME as ERRATA
from assets.editions.errata import add_erratum
from assets.editions.verify import verify
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.settings import Home
from pipelines.serving.bodies import Gzipped, takes_gzip
from pipelines.serving.server import Serving, listen
from tests.conftest import ROOT
from tests.editions.small_city import flag
from tests.serving.running import Answer, running

DRAFT, PUBLISHED, CORRECTED, NOVEMBER = "2026-10-31.1", "2026-10-31.2", "2026-10-31.3", "2026-11-30.1"
OLD, OLD_EN, WITHDRAWN = "Đây là kỳ công bố cũ", "This is an old edition", "Cảnh báo này đã bị rút sau khi công bố"


def page(edition: str, name: str = "index.html") -> str:
    return f"/editions/{edition}/site/{name}"


@pytest.fixture(scope="module")
def place(chain) -> Home:
    return chain["city"].home


@pytest.fixture(scope="module")
def served(place: Home):
    with running(place) as server:
        yield server


@pytest.fixture
def copied(place: Home, tmp_path: Path) -> Home:
    """Editions that a test may spoil."""
    copy = Home(tmp_path, "small")
    shutil.copytree(place.editions, copy.editions, symlinks=True)
    return copy


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


def test_every_answer_carries_the_security_headers(served):
    tag = served.ask(page(NOVEMBER)).headers["etag"]
    answers = [
        served.ask("/"), served.ask(page(NOVEMBER)), served.ask(page(NOVEMBER), If_None_Match=tag), served.ask("/nothing"),
        served.ask("/", "POST"), served.ask(f"/editions/{NOVEMBER}/audit.duckdb", "HEAD"), served.ask("/editions/"), served.ask("/", Host="evil.example"),
    ]  # fmt: skip
    assert [got.status for got in answers] == [302, 200, 304, 404, 405, 200, 200, 400]
    for got in answers:
        policy = got.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "script-src 'self';" in policy and "frame-ancestors 'none'" in policy
        assert (
            "unsafe-inline" not in policy and "unsafe-eval" not in policy and "form-action 'none'" in policy and "base-uri 'none'" in policy
        )
        assert got.headers["x-content-type-options"] == "nosniff" and got.headers["referrer-policy"] == "no-referrer"
        assert got.headers["cross-origin-opener-policy"] == "same-origin" and "camera=()" in got.headers["permissions-policy"]
        assert "server" not in got.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_can_be_sent(served, method: str):
    got = served.ask(page(NOVEMBER), method)
    assert got.status == 405 and {"GET", "HEAD"} == set(got.headers["allow"].replace(" ", "").split(","))


def test_an_etag_is_the_published_hash_and_changes_with_banner_and_encoding(served, place: Home):
    files = json.loads((place.editions / NOVEMBER / "manifest.json").read_text(encoding="utf-8"))["files"]
    target = page(NOVEMBER)
    plain, packed = served.ask(target), served.ask(target, Accept_Encoding="br, gzip")
    assert plain.headers["etag"] == f'"{files["site/index.html"]}"' and packed.headers["etag"] != plain.headers["etag"]
    old = served.ask(page(CORRECTED))
    assert len(old.headers["etag"]) > len(plain.headers["etag"])
    for got, coding in ((plain, "identity"), (packed, "gzip"), (old, "identity")):
        again = page(CORRECTED) if got is old else target
        for sent in (got.headers["etag"], f'"other", W/{got.headers["etag"]}', "*"):
            answer = served.ask(again, If_None_Match=sent, Accept_Encoding=coding)
            assert (answer.status, answer.body, answer.headers["etag"]) == (304, b"", got.headers["etag"])
        assert served.ask(again, If_None_Match='"other"', Accept_Encoding=coding).status == 200


def test_gzip_is_the_same_page(served):
    names = (page(NOVEMBER), page(PUBLISHED, "en/flags.html"), f"/editions/{NOVEMBER}/site/static/vendor/plotly-basic.min.js")
    for target in names:
        plain = served.ask(target, Accept_Encoding="gzip;q=0")
        for _ in range(2):
            packed = served.ask(target, Accept_Encoding="gzip")
            assert packed.headers["content-encoding"] == "gzip" and gzip.decompress(packed.body) == plain.body
        assert "content-encoding" not in plain.headers and plain.headers["vary"] == packed.headers["vary"] == "Accept-Encoding"
        assert len(packed.body) < len(plain.body) / 2
    assert "content-encoding" not in served.ask(f"/editions/{NOVEMBER}/audit.duckdb", "HEAD", Accept_Encoding="gzip").headers


def test_what_is_kept_compressed_is_bounded_and_the_oldest_goes_first():
    kept = Gzipped(limit=100)
    for key in ("a", "b", "a", "c"):
        # bytes that do not shrink: some 60 each, so that two fit and three do not
        kept.get(key, lambda: os.urandom(20))
    assert kept.size <= 100 and list(kept.kept) == ["a", "c"]
    assert kept.get("huge", lambda: os.urandom(500)) and kept.size <= 100


@pytest.mark.parametrize(
    ("header", "takes"),
    [("", False), ("gzip", True), ("br, GZIP;q=0.5", True), ("gzip;q=0", False), ("gzip; q=0.0", False), ("*", True), ("identity", False), ("xgzip", False)],
)  # fmt: skip
def test_gzip_goes_only_to_who_takes_it(header: str, takes: bool):
    assert takes_gzip(header) is takes


def test_head_says_what_get_would(served):
    for target in (page(NOVEMBER), f"/editions/{NOVEMBER}/audit.duckdb", "/nothing"):
        head, got = served.ask(target, "HEAD"), served.ask(target)
        assert head.body == b"" and head.status == got.status
        assert {k: v for k, v in head.headers.items() if k != "date"} == {k: v for k, v in got.headers.items() if k != "date"}


def test_the_servers_own_style_is_kept_for_good_and_pages_are_asked_for_again(served):
    text = served.ask("/nothing").text
    style = text.split('rel="stylesheet" href="')[1].split('"')[0]
    got = served.ask(style)
    assert got.status == 200 and "immutable" in got.headers["cache-control"] and got.headers["content-type"].startswith("text/css")
    assert served.ask(page(NOVEMBER)).headers["cache-control"] == "private, no-cache"


def test_a_foreign_host_name_is_refused_on_loopback(served):
    for host, status in (("evil.example", 400), ("127.0.0.1:1", 302), ("localhost", 302), ("[::1]:80", 302), ("[", 400)):
        assert served.ask("/", Host=host).status == status


def test_behind_a_proxy_redirects_have_its_address_and_links_its_path(place: Home):
    with running(place, base_url="https://so.example.vn/lawgap/") as server:
        got = server.ask("/flags.html", Host="so.example.vn")
        assert got.headers["location"] == f"https://so.example.vn/lawgap{page(NOVEMBER, 'flags.html')}"
        text = server.ask(page(PUBLISHED), Host="so.example.vn").text
        assert f'href="/lawgap{page(NOVEMBER)}"' in text and 'href="/lawgap/served/' in text and 'href="/editions' not in text
        assert server.ask("/", Host="evil.example").status == 400


def test_with_a_login_header_nobody_reads_without_a_name_and_the_log_says_who_read_what(place: Home):
    with running(place, login_header="X-Remote-User") as server:

        def status(target: str = page(NOVEMBER), **headers: str) -> Answer:
            return server.ask(target, **headers)

        assert status().status == status(X_Remote_User=" ").status == 401
        assert "www-authenticate" in status().headers and "Cần đăng nhập" in status().text
        assert status(X_Remote_User="an").status == 200
        assert status(f"{page(NOVEMBER)}?token=secret", X_Remote_User="Nguyễn An".encode().decode("latin-1")).status == 200
        assert status("/%0a2026-01-01%20forged", X_Remote_User='b" GET').status == 404
        assert len(server.log) == 7 and "secret" not in "".join(server.log) and not any("\n" in line for line in server.log)
        assert server.log[0].endswith(f'"-" GET "{page(NOVEMBER)}" 401')
        assert server.log[4].endswith(f'"an" GET "{page(NOVEMBER)}" 200')
        assert '"Nguyễn An" GET' in server.log[5] and '"b\\" GET" GET "/%0a2026-01-01%20forged" 404' in server.log[6]


def test_two_login_headers_are_nobody(place: Home):
    with running(place, login_header="X-Remote-User") as server, socket.create_connection(("127.0.0.1", server.port), 10) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Remote-User: head\r\nX-Remote-User: guest\r\nConnection: close\r\n\r\n")
        assert raw.makefile("rb").readline().split()[1] == b"401"


@pytest.mark.parametrize(
    ("options", "where"),
    [
        ({"login_header": "X-Remote-User", "host": "0.0.0.0"}, "--login-header"), ({"login_header": "X Remote\r\nUser"}, "--login-header"),
        ({"base_url": "so.example.vn"}, "--base-url"), ({"base_url": "ftp://x"}, "--base-url"), ({"base_url": "https://x/y?z"}, "--base-url"),
        ({"base_url": "https://u:p@x"}, "--base-url"), ({"base_url": "https://[x"}, "--base-url"), ({"base_url": "https://x:y"}, "--base-url"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_before_it_listens(options: dict, where: str):
    with pytest.raises(LawgapError) as error:
        Serving(**options)
    assert error.value.where == where and error.value.do


def test_the_network_is_reached_only_where_asked_for():
    assert Serving().loopback and Serving(host="::1").loopback and not Serving(host="0.0.0.0").loopback
    assert Serving(host="0.0.0.0", login_header="X-Remote-User", base_url="https://so.example.vn").hosts is None


def lawgap_serve(chain, *arguments: str) -> list[str]:
    profile, root = chain["city"].inbox.parent / "profile", chain["city"].home.root
    return [sys.executable, "-m", "pipelines.cli", "serve", "--profile", str(profile), "--home", str(root), *arguments]


def test_the_command_says_where_and_ends_with_ctrl_c(chain):
    command = lawgap_serve(chain, "--port", "0")
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None and started.stderr is not None
        said = started.stdout.readline()
        assert said.startswith(f"edition {NOVEMBER}: http://127.0.0.1:") and "warning" not in said
        started.send_signal(signal.SIGINT)
        assert started.wait(60) == 0 and "Traceback" not in started.stderr.read()


def test_a_port_that_is_taken_and_an_empty_home_are_clear_errors(chain, tmp_path: Path):
    with listen(Serving(port=0)) as taken:
        done = subprocess.run(lawgap_serve(chain, "--port", str(taken.getsockname()[1])), cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 1 and "cannot listen on 127.0.0.1" in done.stderr and "choose another port" in done.stderr
    empty = subprocess.run([*lawgap_serve(chain), "--home", str(tmp_path)], cwd=ROOT, capture_output=True, text=True)
    assert empty.returncode == 1 and "no edition yet" in empty.stderr and "lawgap run" in empty.stderr
    wrong = subprocess.run(lawgap_serve(chain, "--port", "70000"), cwd=ROOT, capture_output=True, text=True)
    assert wrong.returncode == 2
