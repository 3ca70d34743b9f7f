"""When things run by themselves, in the profile's time zone."""

from dagster import ScheduleDefinition

from pipelines.jobs import publish_job


def monthly_edition(time_zone: str) -> ScheduleDefinition:
    """An edition on the 10th at 06:00: agencies' files are due on the 5th."""
    return ScheduleDefinition(name="monthly_edition", job=publish_job, cron_schedule="0 6 10 * *", execution_timezone=time_zone)
