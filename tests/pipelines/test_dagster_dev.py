"""`dagster dev` as analysts have it on their machine, driven through its API and a browser, on a city of twelve communes.

The tests stand in the order of a working day: each finds the city as the one before it left it.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock, Timeout
from playwright.sync_api import sync_playwright

from assets.editions.verify import verify
from pipelines.letters import read_letters
from pipelines.reloading import ask_reload
from pipelines.runtime.warehouse import writing
from tests.conftest import ROOT
from tests.dashboards.conftest import CHROMIUM, QUIET
from tests.docs.tutorial import Newcomer, blocks
from tests.editions.small_city import COMMUNES, a_year, dossier
from tests.pipelines.dev_server import ENDED, PLACE, Dev

INDICATOR = "indicators/dossier_on_time_by_law"
LATE = {"M0003": {f"2026-{month:02}" for month in range(1, 11)}}
LOADED = """{ workspaceOrError { ... on Workspace { locationEntries { name locationOrLoadError { __typename ... on PythonError { message }
  ... on RepositoryLocation { repositories { assetGroups { groupName } jobs { name } sensors { name } schedules { name } } } } } } } }"""
TURN_ON = (
    """mutation ($selector: SensorSelector!) { startSensor(sensorSelector: $selector) { __typename ... on PythonError { message } } }"""
)


@pytest.fixture(scope="module")
def dev(tmp_path_factory):
    made = Dev(tmp_path_factory.mktemp("dev"))
    for month, rows in a_year("2026-10", LATE).items():
        made.city.send("ho_so_tthc", f"{month}.csv", rows, "2026-11-02 08:00:00")
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def published(dev: Dev) -> dict:
    """The run that published July, the first edition of the city."""
    return dev.ended(dev.launch("publish", "2026-07"))


def test_the_code_location_loads_with_its_six_rooms_jobs_sensors_and_schedules(dev: Dev):
    [entry] = dev.ask(LOADED)["workspaceOrError"]["locationEntries"]
    found = entry["locationOrLoadError"]
    assert found["__typename"] == "RepositoryLocation", found
    [repository] = found["repositories"]
    named = {kind: {one.get("groupName") or one["name"] for one in repository[kind]} for kind in repository}
    assert named["assetGroups"] == {"sources", "cases", "duties", "indicators", "gaps", "editions"}
    assert named["jobs"] >= {"intake", "publish", "backfill", "remind", "digest", "bench"}
    assert named["sensors"] == {"inbox", "late_sources", "failed_runs", "stale_definitions", "follow_sources"}
    assert named["schedules"] == {"daily_intake", "monthly_draft", "monthly_edition", "monday_digest"}
    # a warning on every command hides those that matter
    assert "BetaWarning" not in dev.log()


def test_a_month_is_published_and_its_run_says_which_edition_it_made(dev: Dev, published: dict):
    assert published["status"] == "SUCCESS", dev.said(published["runId"])[-3000:]
    assert dev.editions() == ["2026-07-31.1"] and verify(dev.city.home.editions / "2026-07-31.1").outcome == "intact"
    tags = {name: published["tags"][f"lawgap/{name}"] for name in ("edition", "as_of", "known_at")}
    assert tags == {"edition": "2026-07-31.1", "as_of": "2026-07-31", "known_at": "2026-11-02 08:00:00"}


def test_one_indicator_of_the_month_is_made_alone(dev: Dev, published: dict):
    run = dev.ended(dev.launch("__ASSET_JOB", "2026-07", (INDICATOR,)))
    assert run["status"] == "SUCCESS", dev.said(run["runId"])[-3000:]
    assert run["steps"] == {INDICATOR.replace("/", "__"): "SUCCESS"}


@pytest.fixture
def page(dev: Dev):
    """A page of the UI that keeps what goes wrong in it."""
    if not Path(CHROMIUM).exists():
        pytest.skip("no chromium here: the Dagster UI was not looked at in a browser (make browser installs it)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        opened = browser.new_context(viewport={"width": 1600, "height": 1200}, base_url=f"http://127.0.0.1:{dev.port}").new_page()
        opened.set_default_timeout(120_000)
        opened.wrong = []
        opened.on("pageerror", lambda error: opened.wrong.append(str(error)))
        yield opened
        browser.close()


def test_the_graph_and_the_page_of_an_indicator_open_in_a_browser(page, published: dict):
    page.goto("/asset-groups")
    for room in ("sources", "cases", "duties", "indicators", "gaps", "editions"):
        page.get_by_text(room, exact=True).first.wait_for()
    page.goto(f"/assets/{INDICATOR}")
    page.get_by_text("Căn cứ pháp lý — legal basis").first.wait_for()
    # decoded: a policy of the page could refuse pictures that stand in the text
    picture = page.locator("img[src^='data:image/svg+xml']").first
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    assert not page.wrong


def test_an_asset_is_materialized_by_a_click(dev: Dev, page, published: dict):
    before = {run["runId"] for run in dev.runs()}
    page.goto("/assets/sources/profile")
    page.get_by_role("button", name="Materialize", exact=False).first.click()
    page.get_by_text("Launched run").first.wait_for()
    [started] = [run["runId"] for run in dev.runs() if run["runId"] not in before]
    run = dev.ended(started)
    assert run["status"] == "SUCCESS", dev.said(started)[-3000:]
    assert run["steps"]["sources__profile"] == "SUCCESS"
    assert not page.wrong


def test_a_broken_blocking_rule_stops_publication_and_the_run_says_why(dev: Dev, published: dict):
    before = (dev.city.home.editions / "latest").resolve()
    _ledger(dev, +7)
    run = dev.ended(dev.launch("publish", "2026-08"))
    command = [sys.executable, "-m", "pipelines.cli", "run", "--as-of", "2026-08-15"]
    by_hand = subprocess.run(command, cwd=ROOT, env=dev.environment, capture_output=True, text=True)
    _ledger(dev, -7)
    assert run["status"] == "FAILURE" and dev.editions() == ["2026-07-31.1"]
    assert (dev.city.home.editions / "latest").resolve() == before
    assert "ledger_adds_up" in dev.said(run["runId"])
    assert by_hand.returncode == 1 and "ledger_adds_up" in by_hand.stderr
    # the sensor that watches runs writes to those who keep the pipeline, of runs of the command line too
    failed = {one["runId"] for one in dev.runs() if one["status"] == "FAILURE"}
    assert len(failed) == 2
    dev.until(lambda: len(read_letters(dev.city.home)) == 2, "the letters about the failed runs")
    letters = read_letters(dev.city.home)
    assert {letter.key for letter in letters} == {f"failed_{run_id}" for run_id in failed}
    for letter in letters:
        assert "không công bố" in letter.text and "Rows read = accepted + duplicate + rejected" in letter.text


def _ledger(dev: Dev, more: int) -> None:
    """The intake refuses every file that would break a blocking rule: the ledger itself is made wrong."""
    with writing(dev.city.home) as connection:
        connection.execute("update sources.source_file set rows_accepted = rows_accepted + ?", [more])


def test_the_indicator_of_the_tutorial_is_there_after_a_reload_and_nothing_else(tmp_path):
    newcomer = Newcomer(tmp_path / "copy")
    [block] = [block for block in blocks(ROOT / "docs" / "tutorials" / "first-indicator.md") if block.path.startswith("sql/indicators/")]
    name = block.path.removeprefix("sql/").removesuffix(".sql")
    own = Dev(tmp_path / "dev", newcomer.place)
    own.start()
    try:
        assert name not in own.assets() and INDICATOR in own.assets()
        (newcomer.place / block.path).write_text(block.text, encoding="utf-8")
        ask_reload(own.port)
        assert name in own.assets()
    finally:
        own.stop()


@pytest.mark.slow
def test_the_run_of_a_server_that_was_killed_is_marked_failed_and_the_next_one_succeeds(dev: Dev, published: dict):
    before = dev.editions()
    killed = dev.launch("publish", "2026-08")
    dev.until(lambda: any(name.startswith("duties") for name in dev.run(killed)["steps"]), "the run makes duties")
    dev.kill()
    assert dev.editions() == before and verify((dev.city.home.editions / "latest").resolve()).outcome == "intact"
    dev.start()
    # asked for while the dead run still counts as going on: it waits in the queue
    following = dev.launch("publish", "2026-08")
    assert dev.ended(killed)["status"] == "FAILURE"
    assert "is gone; the previous edition stands" in dev.said(killed)
    assert dev.ended(following)["status"] == "SUCCESS", dev.said(following)[-3000:]
    assert dev.editions() == [*before, "2026-08-31.1"] and verify((dev.city.home.editions / "latest").resolve()).outcome == "intact"


@pytest.mark.slow
def test_a_run_from_the_command_line_waits_for_that_of_the_ui_says_so_and_succeeds(dev: Dev, published: dict):
    first = dev.launch("publish", "2026-09")
    dev.until(lambda: dev.run(first)["steps"] and _held(dev), "the run of the UI has the warehouse")
    command = [sys.executable, "-m", "pipelines.cli", "run", "--as-of", "2026-10-15"]
    done = subprocess.run(command, cwd=ROOT, env=dev.environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "another run is writing" in done.stdout + done.stderr
    assert dev.run(first)["status"] == "SUCCESS", dev.said(first)[-3000:]
    assert {"2026-09-30.1", "2026-10-15.1"} <= set(dev.editions())


def _held(dev: Dev) -> bool:
    try:
        with FileLock(dev.city.home.lock, timeout=0):
            return False
    except Timeout:
        return True


@pytest.mark.slow
def test_files_in_the_inbox_are_published_once_two_looks_saw_the_same(dev: Dev, published: dict):
    started = dev.ask(TURN_ON, selector={**PLACE, "sensorName": "inbox"})["startSensor"]
    assert started["__typename"] == "Sensor", started
    rows = [dossier(agency, "2026-10", 3) for agency in COMMUNES]
    dev.city.send("ho_so_tthc", "2026-10_them.csv", rows, "2026-11-03 08:00:00")
    dev.until(lambda: _by_sensor(dev, "inbox"), "the sensor asks for a run")
    run = dev.ended(_by_sensor(dev, "inbox")[0]["runId"])
    assert run["status"] == "SUCCESS", dev.said(run["runId"])[-3000:]
    assert run["tags"]["lawgap/known_at"] == "2026-11-03 08:00:00" and run["tags"]["lawgap/edition"] in dev.editions()


def _by_sensor(dev: Dev, name: str) -> list[dict]:
    return [run for run in dev.runs() if run["tags"].get("dagster/sensor_name") == name]


@pytest.mark.slow
@pytest.mark.parametrize("months", [3, 12], ids=["3 months", "12 months"])
def test_a_backfill_makes_the_editions_of_its_months_in_their_order(tmp_path, months):
    dev = Dev(tmp_path)
    for month, rows in a_year("2026-10", LATE).items():
        dev.city.send("ho_so_tthc", f"{month}.csv", rows, "2026-11-02 08:00:00")
    wanted = sorted(a_year("2026-10", {}))[-months:]
    dev.start()
    try:
        dev.backfill("backfill", wanted)
        dev.until(lambda: len(_ended(dev)) == months, "every month of the backfill has ended")
        runs = sorted(_ended(dev), key=lambda run: run["startTime"])
    finally:
        dev.stop()
    assert [(run["tags"]["dagster/partition"], run["status"]) for run in runs] == [(month, "SUCCESS") for month in wanted]
    made = [run["tags"]["lawgap/edition"] for run in runs]
    assert made == dev.editions()
    previous = [json.loads((dev.city.home.editions / name / "manifest.json").read_text(encoding="utf-8"))["previous"] for name in made]
    assert [one and one["edition_id"] for one in previous] == [None, *made[:-1]]


def _ended(dev: Dev) -> list[dict]:
    return [run for run in dev.runs() if run["jobName"] == "backfill" and run["status"] in ENDED]
