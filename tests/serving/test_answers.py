"""Answers of `lawgap serve` as a browser, a proxy and a stranger get them: headers, caches, logins, host names; and the command itself."""

import gzip
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.runtime.errors import LawgapError
from pipelines.runtime.settings import Home
from pipelines.serving.bodies import Gzipped, takes_gzip
from pipelines.serving.server import Serving, listen
from tests.conftest import ROOT, heeds_ctrl_c
from tests.serving.running import CORRECTED, NOVEMBER, PUBLISHED, Answer, page, running


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
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, **pipes, text=True, preexec_fn=heeds_ctrl_c) as started:
        try:
            said = started.stdout.readline()
            assert said.startswith(f"edition {NOVEMBER}: http://127.0.0.1:") and "warning" not in said
            started.send_signal(signal.SIGINT)
            assert started.wait(60) == 0 and "Traceback" not in started.stderr.read()
        finally:
            # a server that does not end would keep the test waiting for ever
            started.kill()


def test_a_port_that_is_taken_and_an_empty_home_are_clear_errors(chain, tmp_path: Path):
    with listen(Serving(port=0)) as taken:
        done = subprocess.run(lawgap_serve(chain, "--port", str(taken.getsockname()[1])), cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 1 and "cannot listen on 127.0.0.1" in done.stderr and "choose another port" in done.stderr
    empty = subprocess.run([*lawgap_serve(chain), "--home", str(tmp_path)], cwd=ROOT, capture_output=True, text=True)
    assert empty.returncode == 1 and "no edition yet" in empty.stderr and "lawgap run" in empty.stderr
    wrong = subprocess.run(lawgap_serve(chain, "--port", "70000"), cwd=ROOT, capture_output=True, text=True)
    assert wrong.returncode == 2
