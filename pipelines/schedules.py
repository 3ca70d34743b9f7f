"""When things run by themselves, in the profile's time zone."""

from dagster import build_schedule_from_partitioned_job

from pipelines.jobs import publish_job


def monthly_edition():
    """The edition of last month on the 10th at 06:00: agencies' files are due on the 5th."""
    return build_schedule_from_partitioned_job(publish_job, name="monthly_edition", day_of_month=10, hour_of_day=6)
