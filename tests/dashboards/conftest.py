"""The published sample site, and small sites built anew from its audit file with something changed."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, sync_playwright

from dashboards.pages import SiteProfile, build_site
from pipelines.runtime.settings import Home
from tests.serving.running import running

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
KEPT = "('M0017', 'M0058', 'M0090')"


@pytest.fixture(scope="session")
def edition(demo: Path) -> Path:
    return (demo / "sample" / "editions" / "latest").resolve()


@pytest.fixture(scope="session")
def site(edition: Path) -> Path:
    return edition / "site"


@pytest.fixture(scope="session")
def audit(edition: Path):
    connection = duckdb.connect(str(edition / "audit.duckdb"), read_only=True)
    yield connection
    connection.close()


@pytest.fixture(scope="session")
def small_audit(edition: Path, tmp_path_factory) -> Path:
    """The sample's audit file with three agencies left: a site of it takes a second to build."""
    file = tmp_path_factory.mktemp("small") / "audit.duckdb"
    shutil.copyfile(edition / "audit.duckdb", file)
    with duckdb.connect(str(file)) as connection:
        for table in ("duty", "gap", "observation", "head"):
            connection.execute(f"delete from {table} where agency_id not in {KEPT}")
        connection.execute(f"delete from agency where tier = 'commune' and agency_id not in {KEPT}")
        connection.execute(f"delete from flag where agency_id is not null and agency_id not in {KEPT}")
    return file


@pytest.fixture
def changed_site(small_audit: Path, tmp_path: Path) -> Callable[..., Path]:
    """changed_site(sql, …) → the folder of a site built after those changes to the data."""

    def build(*changes: str, **profile) -> Path:
        file = tmp_path / "audit.duckdb"
        shutil.copyfile(small_audit, file)
        with duckdb.connect(str(file)) as connection:
            for change in changes:
                connection.execute(change)
        city = {"city_vi": "Thành phố Mẫu", "city_en": "Sample City", "simulated": True, "show_names": False, "signing_key": None}
        card = SiteProfile(**city | profile)
        build_site(file, tmp_path / "site", card)
        return tmp_path / "site"

    return build


@pytest.fixture(scope="module")
def address(demo: Path) -> Iterator[str]:
    """Where the sample is served, as `lawgap serve` does."""
    with running(Home(demo, "sample")) as server:
        yield f"http://127.0.0.1:{server.port}/editions/{(demo / 'sample' / 'editions' / 'latest').resolve().name}/site/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("no chromium here: the pages were not looked at in a browser (make browser installs it)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()
