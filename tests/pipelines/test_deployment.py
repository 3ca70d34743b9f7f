"""The systemd units of docs/deploy: systemd takes them, they are closed, and what they start exists."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from tests.conftest import ROOT

FOLDER = ROOT / "docs" / "deploy"
PROGRAMS = Path(sys.executable).parent
SERVICES = sorted(FOLDER.glob("*.service"))
PAGE = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
CLOSED = {
    "NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes", "PrivateDevices": "yes",
    "CapabilityBoundingSet": "", "User": "lawgap", "UMask": "0077", "IPAddressDeny": "any", "IPAddressAllow": "localhost",
    "RestrictNamespaces": "yes", "SystemCallFilter": "@system-service",
}  # fmt: skip


def directives(path: Path) -> dict[str, list[str]]:
    """Directive → its values, in order: a unit may say one several times."""
    found: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and line[0] not in "#[":
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found


def test_every_service_of_the_page_is_there_and_the_other_way_round():
    named = set(re.findall(r"lawgap-\w+@", PAGE))
    assert named == {f"{path.name.split('@')[0]}@" for path in FOLDER.glob("*@*")}


@pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here: the units are checked by their text alone"
)
def test_systemd_takes_them(tmp_path):
    for path in FOLDER.glob("*@*"):
        text = path.read_text(encoding="utf-8").replace("/opt/lawgap/.venv/bin", str(PROGRAMS)).replace("/opt/lawgap", str(ROOT))
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *sorted(str(path) for path in tmp_path.iterdir())], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert not re.search(r"Unknown|ignoring", done.stderr), done.stderr


@pytest.mark.parametrize("path", SERVICES, ids=lambda p: p.name)
def test_a_service_is_closed(path):
    found = directives(path)
    for name, value in CLOSED.items():
        assert found.get(name) == [value], name
    writable = " ".join(found.get("ReadWritePaths", [])).split()
    assert set(writable) <= {"/var/lib/lawgap/%i", "/var/backups/lawgap"}


def test_only_who_runs_has_the_keys_and_the_site_writes_nothing():
    with_keys = [path.name for path in SERVICES if "LoadCredential" in directives(path)]
    assert with_keys == ["lawgap-daemon@.service"]
    site = directives(FOLDER / "lawgap-site@.service")
    assert "ReadWritePaths" not in site and "StateDirectory" not in site


def test_the_keys_stand_where_lawgap_looks_for_them():
    from assets.editions.signature import signing_path
    from assets.sources.privacy import key_path
    from pipelines.runtime.profile import load_profile

    unit = directives(FOLDER / "lawgap-daemon@.service")
    put = " ".join(unit["ExecStartPre"])
    assert "XDG_CONFIG_HOME=%t/lawgap-%i" in unit["Environment"]
    profile = load_profile("hanoi")
    for path in (key_path(profile), signing_path(profile), signing_path(profile).with_suffix(".history")):
        assert path.name.replace("hanoi", "%i") in put
    assert put.count("install -m 0600 %d/") == 2


def test_what_they_start_exists():
    for path in SERVICES:
        for command in directives(path)["ExecStart"]:
            program = re.search(r"/opt/lawgap/\.venv/bin/(\S+)", command)
            assert (PROGRAMS / program[1]).exists(), command
    for arguments in (["serve", "--help"], ["backup", "--help"]):
        assert CliRunner().invoke(app, arguments).exit_code == 0
    for command in re.findall(r"\blg (\w+)", PAGE):
        assert CliRunner().invoke(app, [command, "--help"]).exit_code == 0, command
