"""What Dagster loads: the profile's assets room by room, their checks, jobs, schedules and sensors.

Heavy libraries are imported inside the functions that use them, so that the code location loads in
about the time Dagster itself takes.
"""

from typing import Any

from dagster import AssetKey, AssetsDefinition, Definitions, JobDefinition, in_process_executor, map_asset_specs
from dagster import definitions as when_loaded

from assets.cases.checks import data_rules
from assets.cases.definitions import case_assets
from assets.duties.definitions import duty_assets
from assets.editions.definitions import edition_assets
from assets.gaps.definitions import gap_assets
from assets.indicators.definitions import indicator_assets
from assets.sources.definitions import source_assets
from pipelines.automation import follow_sensor, with_policies
from pipelines.bench.job import bench_job
from pipelines.jobs import backfill_job, digest_job, intake_job, publish_job, remind_job
from pipelines.runtime import settings
from pipelines.runtime.profile import Profile, load_profile
from pipelines.runtime.workbench import Edition
from pipelines.schedules import daily_intake, monday_digest, monthly_draft, monthly_edition
from pipelines.sensors import all_sensors


def all_assets(profile: Profile) -> list[AssetsDefinition]:
    """Every asset in the order the data flows."""
    gaps = gap_assets(profile)
    last: list[AssetKey] = [key for made in gaps for key in made.keys]
    last += [AssetKey(["indicators", "observation"]), AssetKey(["duties", "duty_source"])]
    made = [
        *source_assets(profile), *case_assets(profile), *duty_assets(profile), *indicator_assets(profile),
        *gaps, *edition_assets(profile, last),
    ]  # fmt: skip
    return list(map_asset_specs(lambda spec: with_policies(spec, profile), made))


def definitions(profile_name: str | None = None) -> Definitions:
    """The definitions of one profile (default: LAWGAP_PROFILE)."""
    profile = load_profile(settings.profile_name(profile_name))
    mail = digest_job(profile)
    return Definitions(
        assets=all_assets(profile),
        jobs=[intake_job, publish_job, backfill_job, bench_job, remind_job, mail],
        schedules=[daily_intake(profile), monthly_draft(profile), monthly_edition(profile), monday_digest(profile, mail)],
        sensors=[*all_sensors(profile), follow_sensor()],
        **_running(profile),
    )


def job_of_a_day(profile: Profile) -> JobDefinition:
    """`publish` for a day that ends no month: the same assets, but none by month, since every run of those would have to name one."""
    assets = map_asset_specs(lambda spec: spec.replace_attributes(partitions_def=None), all_assets(profile))
    return Definitions(assets=list(assets), jobs=[publish_job], **_running(profile)).resolve_job_def("publish")


def _running(profile: Profile) -> dict[str, Any]:
    """What every run has, whatever it makes."""
    # one process writes: DuckDB refuses a second one, and the lock is held for the whole run
    return {"asset_checks": data_rules(), "executor": in_process_executor, "resources": {"edition": Edition(profile=str(profile.folder))}}


@when_loaded
def defs() -> Definitions:
    """What `dagster dev` loads. Made when asked for: a run from the command line makes those of its own profile."""
    return definitions()
