"""When things run by themselves, in the profile's time zone."""

from dagster import JobDefinition, RunRequest, ScheduleDefinition, SkipReason, build_schedule_from_partitioned_job, schedule

from pipelines.jobs import publish_job
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile


def monthly_edition():
    """The edition of last month on the 10th at 06:00: agencies' files are due on the 5th."""
    return build_schedule_from_partitioned_job(publish_job, name="monthly_edition", day_of_month=10, hour_of_day=6)


def monday_digest(profile: Profile, job: JobDefinition) -> ScheduleDefinition:
    """Monday at 07:00: the latest edition's digest to those who do not have it yet; skipped, with the reason, where there is nobody."""

    @schedule(
        name="monday_digest", job=job, cron_schedule="0 7 * * 1", execution_timezone=profile.card.time_zone,
        description="Thứ Hai này làm gì: gửi bản tóm tắt — what to do this Monday: mail the digest",
    )  # fmt: skip
    def morning():
        from assets.editions.publish import edition_folder
        from pipelines.notify.sending import is_sent

        home = settings.Home(settings.home_root(), profile.card.name)
        try:
            folder = edition_folder(home, None)
            if is_sent(profile, home, folder):
                return SkipReason(f"everybody on the list has the digest of edition {folder.name}")
        except LawgapError as error:
            return SkipReason(str(error))
        return RunRequest()

    return morning
