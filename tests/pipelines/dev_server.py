"""A real `dagster dev` on 127.0.0.1 for a city of twelve communes, in a process group of its own, asked through its GraphQL API."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.conftest import ROOT, heeds_ctrl_c
from tests.editions.small_city import City

PROGRAMS = Path(sys.executable).parent
PLACE = {"repositoryName": "__repository__", "repositoryLocationName": "lawgap"}
ENDED = ("SUCCESS", "FAILURE", "CANCELED")
# patience with a loaded machine, not a measure of ours
SECONDS = 900

LAUNCH = """mutation ($params: ExecutionParams!) { launchRun(executionParams: $params) {
  __typename ... on LaunchRunSuccess { run { runId } } ... on PythonError { message } ... on RunConfigValidationInvalid { errors { message } } } }"""
BACKFILL = """mutation ($params: LaunchBackfillParams!) { launchPartitionBackfill(backfillParams: $params) {
  __typename ... on LaunchBackfillSuccess { backfillId } ... on PythonError { message } } }"""
RUN = """query ($id: ID!) { runOrError(runId: $id) { __typename ... on Run {
  runId status startTime endTime tags { key value } stepStats { stepKey status } } } }"""
RUNS = "{ runsOrError { ... on Runs { results { runId jobName status startTime tags { key value } } } } }"
LOGS = """query ($id: ID!) { logsForRun(runId: $id) { ... on EventConnection { events { ... on MessageEvent { message }
  ... on ErrorEvent { error { message causes { message } } } } } } }"""


class Dev:
    """The server, the city whose inbox it takes in, and what analysts do in its UI."""

    def __init__(self, folder: Path, project: Path = ROOT) -> None:
        folder.mkdir(exist_ok=True)
        self.folder, self.project, self.city = folder, project, City(folder)
        self.city.inbox = self.city.home.inbox
        self.city.home.dagster.mkdir(parents=True)
        shutil.copyfile(ROOT / "dagster.yaml", self.city.home.dagster / "dagster.yaml")
        self.environment = {
            **os.environ, "DAGSTER_HOME": str(self.city.home.dagster), "LAWGAP_HOME": str(self.city.home.root),
            "LAWGAP_PROFILE": str(self.city.profile.folder), "XDG_CONFIG_HOME": str(folder / "config"), "PYTHONUNBUFFERED": "1",
            # a copy of the project is found before the tree that is installed
            "PYTHONPATH": str(project),
        }  # fmt: skip
        self.environment.pop("LAWGAP_DAGSTER_PORT", None)

    def start(self) -> None:
        """Returns once the API answers with the code location loaded."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        with (self.folder / "dev.log").open("a") as log:
            self.process = subprocess.Popen(
                [PROGRAMS / "dagster", "dev", "-w", "workspace.yaml", "-h", "127.0.0.1", "-p", str(self.port)],
                cwd=self.project, env=self.environment, stdout=log, stderr=log, start_new_session=True, preexec_fn=heeds_ctrl_c,
            )  # fmt: skip
        self.until(self._answers, "the API answers")

    def stop(self) -> None:
        """Ends what was started here: the server is asked to end its processes, and what is left after that is ended."""
        self.process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(20)
        self.kill()

    def kill(self) -> None:
        """The server, its daemon and the run that it holds, in the midst of whatever they do."""
        self._signal(signal.SIGKILL)
        self.process.wait()

    def ask(self, query: str, **variables) -> dict:
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/graphql", body, {"content-type": "application/json"})
        with urllib.request.urlopen(request, timeout=120) as answer:
            found = json.load(answer)
        assert not found.get("errors"), found["errors"]
        return found["data"]

    def launch(self, job: str, month: str, assets: tuple[str, ...] = ()) -> str:
        """The id of a run started as the launchpad does."""
        chosen = {"assetSelection": [{"path": name.split("/")} for name in assets]} if assets else {}
        tags = [{"key": "dagster/partition", "value": month}]
        params = {"selector": {**PLACE, "jobName": job, **chosen}, "runConfigData": {}, "executionMetadata": {"tags": tags}}
        started = self.ask(LAUNCH, params=params)["launchRun"]
        assert started["__typename"] == "LaunchRunSuccess", started
        return started["run"]["runId"]

    def backfill(self, job: str, months: list[str]) -> str:
        selector = {"partitionSetName": f"{job}_partition_set", "repositorySelector": PLACE}
        started = self.ask(BACKFILL, params={"selector": selector, "partitionNames": months})["launchPartitionBackfill"]
        assert started["__typename"] == "LaunchBackfillSuccess", started
        return started["backfillId"]

    def ended(self, run_id: str) -> dict:
        """The run once it has ended: `status`, `tags`, `steps` that ran."""
        self.until(lambda: self.run(run_id)["status"] in ENDED, f"run {run_id} ends")
        return self.run(run_id)

    def run(self, run_id: str) -> dict:
        found = self.ask(RUN, id=run_id)["runOrError"]
        steps = {step["stepKey"]: step["status"] for step in found["stepStats"]}
        return {**found, "tags": {tag["key"]: tag["value"] for tag in found["tags"]}, "steps": steps}

    def assets(self) -> set[str]:
        return {"/".join(node["assetKey"]["path"]) for node in self.ask("{ assetNodes { assetKey { path } } }")["assetNodes"]}

    def runs(self) -> list[dict]:
        """Every run, newest first."""
        found = self.ask(RUNS)["runsOrError"]["results"]
        return [{**run, "tags": {tag["key"]: tag["value"] for tag in run["tags"]}} for run in found]

    def said(self, run_id: str) -> str:
        """What stands in the run's log, with the causes of its errors."""
        events = self.ask(LOGS, id=run_id)["logsForRun"]["events"]
        errors = [event["error"] for event in events if event.get("error")]
        texts = [event.get("message") or "" for event in events]
        return "\n".join([*texts, *(text["message"] for error in errors for text in [error, *error["causes"]])])

    def editions(self) -> list[str]:
        """Every edition that can be seen in the home."""
        folder = self.city.home.editions
        return sorted(path.name for path in folder.iterdir() if path.is_dir() and not path.is_symlink()) if folder.exists() else []

    def until(self, true, what: str) -> None:
        deadline = time.monotonic() + SECONDS
        while not true():
            assert self.process.poll() is None, f"dagster dev ended:\n{self.log()}"
            assert time.monotonic() < deadline, f"in vain: {what}\n{self.log()}"
            time.sleep(0.5)

    def log(self) -> str:
        return (self.folder / "dev.log").read_text(encoding="utf-8", errors="replace")[-4000:]

    def _answers(self) -> bool:
        try:
            self.ask("{ version }")
        except (urllib.error.URLError, ConnectionError):
            return False
        return True

    def _signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)
