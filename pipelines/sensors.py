"""What starts a run, a letter or a reload because something happened."""

import datetime as dt
import hashlib
import time
from zoneinfo import ZoneInfo

from dagster import (
    DefaultSensorStatus,
    RunFailureSensorContext,
    RunRequest,
    SensorDefinition,
    SensorEvaluationContext,
    SkipReason,
    run_failure_sensor,
    sensor,
)

from pipelines.jobs import publish_job, remind_job
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.months import months
from pipelines.runtime.profile import Profile

LOOK_SECONDS = 60


def all_sensors(profile: Profile) -> list[SensorDefinition]:
    """New files, files that are late, runs that failed, definitions that are older than their files."""
    return [inbox_sensor(profile), late_sensor(profile), failure_sensor(profile), stale_sensor(profile)]


def home_of(profile: Profile) -> settings.Home:
    return settings.Home(settings.home_root(), profile.card.name)


def inbox_sensor(profile: Profile) -> SensorDefinition:
    """An edition when the home's inbox holds other files than at the last one, and the same as at the last look.

    A file that grows between two looks holds everything back: half of it would be taken for all of it.
    """

    @sensor(
        name="inbox", job=publish_job, minimum_interval_seconds=LOOK_SECONDS,
        description="Tệp mới trong hộp thư, khi đã chép xong — new files in the inbox, once they have stopped changing",
    )  # fmt: skip
    def watch(context: SensorEvaluationContext):
        from assets.sources.retention import listing

        home = home_of(profile)
        # a raw file that its retention removed is no news
        lines = listing(home)
        if not lines:
            return SkipReason(f"hộp thư trống: {home.inbox} — nothing in the inbox")
        seen = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        before, _, done = (context.cursor or "").partition(" ")
        context.update_cursor(f"{seen} {seen if seen == before else done}")
        if seen == done:
            return SkipReason("không có gì mới — nothing new")
        if seen != before:
            return SkipReason(f"tệp đang đến, chờ lần xem sau — files are still arriving, looking again{_growing(home)}")
        return RunRequest(run_key=seen, partition_key=months(profile).get_last_partition_key())

    return watch


def late_sensor(profile: Profile) -> SensorDefinition:
    """On the day after a due day a run that writes to every agency whose files of last month have not come."""

    # by name: Dagster copies a sensor whose job waits for its resources, and warns of its own copy
    @sensor(
        name="late_sources", job_name=remind_job.name, minimum_interval_seconds=3600,
        description="Nguồn quá hạn nộp: soạn thư nhắc từng cơ quan — sources past their due day: a reminder for each agency",
    )  # fmt: skip
    def watch(context: SensorEvaluationContext):
        from pipelines.reminders import last_due

        today = dt.datetime.now(ZoneInfo(profile.card.time_zone)).date()
        due = last_due(profile, today)
        if due is None:
            return SkipReason(f"chưa nguồn nào đến hạn nộp trong tháng {today:%m/%Y} — nothing was due yet in {today:%m/%Y}")
        if context.cursor == str(due):
            return SkipReason(f"đã xem các nguồn đến hạn ngày {due:%d/%m/%Y} — what was due on {due:%d/%m/%Y} has been looked at")
        context.update_cursor(str(due))
        return RunRequest(run_key=f"late {due}", run_config={"ops": {"remind_agencies": {"config": {"today": str(today)}}}})

    return watch


def failure_sensor(profile: Profile) -> SensorDefinition:
    """A letter about every run that failed, from the UI or the command line."""

    @run_failure_sensor(
        name="failed_runs", default_status=DefaultSensorStatus.RUNNING,
        # a run of the command line belongs to no code location; the history is of this profile alone
        monitor_all_code_locations=True,
        description="Lần chạy thất bại: soạn thư nêu lý do — a letter that says why a run failed",
    )  # fmt: skip
    def watch(context: RunFailureSensorContext):
        from pipelines.failures import events_of, letter
        from pipelines.letters import write_letter

        run = context.dagster_run
        at = dt.datetime.now(ZoneInfo(profile.card.time_zone))
        made = letter(profile, run.job_name, run.run_id, f"{at:%d/%m/%Y %H:%M}", events_of(context.instance, run.run_id))
        path = write_letter(home_of(profile), made)
        context.log.info(f"{path or 'written before'}\n{made.text}")

    return watch


def stale_sensor(profile: Profile) -> SensorDefinition:
    """Says when the files of the profile or the SQL are newer than the definitions, and has the UI reload them where it can be asked."""
    from pipelines.reloading import ask_reload, fingerprint

    folder = str(profile.folder)
    loaded = fingerprint(folder)

    @sensor(
        name="stale_definitions", minimum_interval_seconds=LOOK_SECONDS, default_status=DefaultSensorStatus.RUNNING,
        description="Hồ sơ địa phương hoặc tệp SQL đã đổi: nạp lại — the profile or an SQL file has changed: reload",
    )  # fmt: skip
    def watch(context: SensorEvaluationContext):
        try:
            now = fingerprint(folder)
            port = settings.dagster_port()
            # a daemon on its own loads anew every minute, and the UI beside it does not: what it was last asked for counts
            known = (port and context.cursor) or loaded
            context.update_cursor(now)
            if now == known:
                return SkipReason("định nghĩa đang dùng khớp với tệp — the definitions are those of the files")
            if port is None:
                return SkipReason("tệp đã đổi: nạp lại code location “lawgap” — files have changed: reload the code location lawgap")
            ask_reload(port)
        except LawgapError as error:
            return SkipReason(str(error))
        return SkipReason("tệp đã đổi; đã nạp lại — files had changed; reloaded")

    return watch


def _growing(home: settings.Home) -> str:
    """The newest of the files that were written to since the last look."""
    from assets.sources.retention import raw_files

    times = {path.relative_to(home.inbox).as_posix(): path.stat().st_mtime for path in raw_files(home)}
    fresh = sorted((name for name, at in times.items() if at > time.time() - LOOK_SECONDS), key=lambda name: -times[name])
    return f": {', '.join(fresh[:3])}" if fresh else ""
