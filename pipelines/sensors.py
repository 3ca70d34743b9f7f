"""What starts a run because something happened."""

import hashlib

from dagster import RunRequest, SensorDefinition, SensorEvaluationContext, SkipReason, sensor

from pipelines.jobs import publish_job
from pipelines.runtime import settings
from pipelines.runtime.months import months
from pipelines.runtime.profile import Profile


def inbox_sensor(profile: Profile) -> SensorDefinition:
    """A run when the home's inbox holds other files than at the last look, and has stopped changing."""

    @sensor(name="inbox", job=publish_job, minimum_interval_seconds=60, description="Tệp mới trong hộp thư — new files in the inbox")
    def watch(context: SensorEvaluationContext):
        from assets.sources.retention import listing

        home = settings.Home(settings.home_root(), profile.card.name)
        # a raw file that its retention removed is no news
        lines = listing(home)
        if not lines:
            return SkipReason(f"nothing in {home.inbox}")
        seen = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        before, _, done = (context.cursor or "").partition(" ")
        context.update_cursor(f"{seen} {seen if seen == before else done}")
        if seen == done:
            return SkipReason("nothing new")
        if seen != before:
            return SkipReason("files are still arriving; looking again")
        return RunRequest(run_key=seen, partition_key=months(profile).get_last_partition_key())

    return watch
