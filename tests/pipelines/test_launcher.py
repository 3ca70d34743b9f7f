"""A run whose process died is found out by the launcher of dagster.yaml; one that goes on is left alone."""

import shutil
import subprocess
import sys

import pytest
from dagster import DagsterInstance, RunsFilter
from dagster._core.launcher import WorkerStatus

from tests.conftest import ROOT

# a run as the command line makes it, which says when it is in the midst of its step
RUN = """
import os, sys, time
from dagster import DagsterInstance, job, op
from pipelines.launcher import PROCESS_TAG
@op
def step():
    print("in its step", flush=True)
    time.sleep(600)
@job
def long():
    step()
with DagsterInstance.from_config(sys.argv[1]) as instance:
    long.execute_in_process(instance=instance, tags={PROCESS_TAG: str(os.getpid())} if sys.argv[2] == "tagged" else {})
"""


@pytest.mark.parametrize("known_by", ["tagged", "in the history"])
def test_a_run_whose_process_was_killed_has_failed_and_says_so(tmp_path, known_by):
    shutil.copyfile(ROOT / "dagster.yaml", tmp_path / "dagster.yaml")
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, str(tmp_path), known_by], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        assert process.stdout.readline() == b"in its step\n"
        with DagsterInstance.from_config(str(tmp_path)) as instance:
            [run] = instance.get_runs(RunsFilter(job_name="long"))
            assert instance.run_launcher.check_run_worker_health(run).status == WorkerStatus.RUNNING
            process.kill()
            process.wait()
            found = instance.run_launcher.check_run_worker_health(run)
    finally:
        process.kill()
        process.wait()
    assert found.status == WorkerStatus.FAILED
    assert f"{process.pid} is gone; the previous edition stands" in found.msg and "kỳ công bố trước vẫn giữ nguyên" in found.msg
