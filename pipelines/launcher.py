"""Runs whose process is gone are found out: a machine that lost its power must not keep the queue waiting for them forever.

Named in dagster.yaml; Dagster's run monitoring asks it about every run that should be going on.
"""

import os
import time
from pathlib import Path

from dagster import DagsterEventType, DagsterRun
from dagster._core.launcher import CheckRunHealthResult, DefaultRunLauncher, WorkerStatus

# what runs from the command line carry; of the others Dagster's history has the process
PROCESS_TAG = "lawgap/process"
# clocks are set: a process counts as another one only if it is younger than the run by more than this
CLOCK_SECONDS = 60


class WatchedRunLauncher(DefaultRunLauncher):
    """Dagster's own launcher, which does not say whether a run's process still lives."""

    @property
    def supports_check_run_worker_health(self) -> bool:
        return True

    def check_run_worker_health(self, run: DagsterRun) -> CheckRunHealthResult:
        """FAILED where the run's process is gone, RUNNING otherwise: what is not known is not ended."""
        known = self._process(run)
        if known is None or lives(*known):
            return CheckRunHealthResult(WorkerStatus.RUNNING)
        said = f"tiến trình {known[0]} của lần chạy không còn; kỳ công bố trước vẫn giữ nguyên — the run's process {known[0]} is gone; the previous edition stands"
        return CheckRunHealthResult(WorkerStatus.FAILED, said)

    def _process(self, run: DagsterRun) -> tuple[int, float] | None:
        """The number of the run's process and a moment at which it was there; None before it started."""
        record = self._instance.get_run_record_by_id(run.run_id)
        if record and PROCESS_TAG in run.tags:
            return int(run.tags[PROCESS_TAG]), record.create_timestamp.timestamp()
        for entry in self._instance.all_logs(run.run_id, of_type=DagsterEventType.ENGINE_EVENT):
            pid = entry.dagster_event.engine_event_data.metadata.get("pid") if entry.dagster_event else None
            if pid is not None:
                return int(str(pid.value)), entry.timestamp
        return None


def lives(process: int, since: float) -> bool:
    """Whether the process that had this number at the moment `since` (seconds of the epoch) still runs.

    Where there is no /proc, another process that got its number meanwhile counts as the same.
    """
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    stat = Path(f"/proc/{process}/stat")
    if not stat.exists():
        return True
    # after the name, which may hold blanks: state, and as the 20th the start in ticks since the machine started
    state, *fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    age = time.clock_gettime(time.CLOCK_BOOTTIME) - int(fields[18]) / os.sysconf("SC_CLK_TCK")
    return state != "Z" and time.time() - age <= since + CLOCK_SECONDS
