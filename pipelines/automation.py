"""What Dagster may do by itself with the assets: which follow their sources, and by when each must have been made.

Off until somebody turns it on: an edition is never made this way, for what is published is decided by the calendar and by people.
"""

import datetime as dt

from dagster import (
    AssetSelection,
    AssetSpec,
    AutomationCondition,
    AutomationConditionSensorDefinition,
    DefaultSensorStatus,
    FreshnessPolicy,
)

from pipelines.runtime.profile import Profile

FOLLOWING = ("cases", "duties", "indicators", "gaps")
# the 10th working day, however the holidays lie
LAST_EDITION_DAY = 28
TEXT = (
    "Tính lại các phòng 2–5 từ nguồn vừa đổi, chỉ những bảng phụ thuộc vào nguồn đó, trong một lần chạy; không làm kỳ công bố. "
    "Mặc định tắt. — Remakes rooms 2–5 after a source that changed: only the tables that depend on it, in one run; never an edition. "
    "Off by default: turn it on where analysts want the warehouse to follow the inbox, leave it off where editions alone are read."
)


def with_policies(spec: AssetSpec, profile: Profile) -> AssetSpec:
    """An asset with what makes it again and by when it must have been made."""
    room, name = spec.key.path
    if room in FOLLOWING:
        return spec.replace_attributes(automation_condition=after_its_sources())
    if room == "sources" and name in profile.contracts and profile.contracts[name].sender != "once":
        return spec.replace_attributes(freshness_policy=_by(profile.contracts[name].due_day, profile))
    return spec.replace_attributes(freshness_policy=_by(LAST_EDITION_DAY, profile)) if room == "editions" else spec


def after_its_sources() -> AutomationCondition:
    """When what an asset reads has other content than before, or is made again in the same run.

    An intake makes all sources, and most of them with nothing new: their data version says which ones changed. A run that made the
    asset together with what it reads has done its work. A broken blocking rule holds everything after it back.
    """
    changed = AutomationCondition.data_version_changed() & ~AutomationCondition.executed_with_root_target()
    reads = AutomationCondition.any_deps_match(changed | AutomationCondition.will_be_requested()).with_label("any_deps_changed")
    return AutomationCondition.eager().replace("any_deps_updated", reads) & AutomationCondition.all_deps_blocking_checks_passed()


def follow_sensor() -> AutomationConditionSensorDefinition:
    """What evaluates the conditions: one run for everything that follows, for one process writes the warehouse."""
    return AutomationConditionSensorDefinition(
        name="follow_sources", target=AssetSelection.groups(*FOLLOWING), default_status=DefaultSensorStatus.STOPPED,
        minimum_interval_seconds=60, description=TEXT, run_tags={"lawgap/started_by": "follow_sources"},
    )  # fmt: skip


def _by(day: int, profile: Profile) -> FreshnessPolicy:
    """Made between the first of the month and the end of `day`. Whether the files came too is said by the rules file_missing and file_late."""
    return FreshnessPolicy.cron(f"59 23 {day} * *", dt.timedelta(days=day), profile.card.time_zone)
