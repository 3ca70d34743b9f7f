"""What Dagster may do by itself with the assets: which follow their sources, and by when each must have been made.

Off until somebody turns it on: an edition is never made this way, for what is published is decided by the calendar and by people.
"""

import datetime as dt
import warnings

from dagster import (
    AssetKey,
    AssetSelection,
    AssetSpec,
    AutomationCondition,
    AutomationConditionSensorDefinition,
    AutomationContext,
    AutomationResult,
    BetaWarning,
    DefaultSensorStatus,
    EventLogEntry,
    FreshnessPolicy,
)

from pipelines.runtime.months import last_day
from pipelines.runtime.profile import Profile

CLOCK = AssetKey(["sources", "clock"])
FOLLOWING = ("cases", "duties", "indicators", "gaps")
# the 10th working day, however the holidays lie
LAST_EDITION_DAY = 28
TEXT = (
    "Tính lại các phòng 2–5 từ nguồn vừa đổi, chỉ những bảng phụ thuộc vào nguồn đó: một lần chạy cho hồ sơ và nghĩa vụ, một lần cho tháng; "
    "không làm kỳ công bố. Mặc định tắt. — Remakes rooms 2–5 after a source that changed: only the tables that depend on it, one run for "
    "cases and duties and one for the month; never an edition. "
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
    follows = AutomationCondition.eager().replace("any_deps_updated", reads)
    return follows & AutomationCondition.all_deps_blocking_checks_passed() & ClockStandsThere()


class ClockStandsThere(AutomationCondition):
    """The months at whose end the warehouse's clock stands; everything of an asset without months.

    A run of an earlier month changes what every later month reads: only the month that the duties are of can be made from them.
    """

    def evaluate(self, context: AutomationContext) -> AutomationResult:
        wanted = context.candidate_subset
        partitions = context.asset_graph.get(context.key).partitions_def
        if partitions is None or wanted.is_empty:
            return AutomationResult(context, wanted)
        stands = _clock_stands_at(context.asset_graph_view.instance.get_latest_materialization_event(CLOCK))
        months = {month for month in wanted.expensively_compute_partition_keys() if str(last_day(month)) == stands}
        return AutomationResult(context, context.asset_graph_view.get_subset_from_partition_keys(context.key, partitions, months))


def _clock_stands_at(entry: EventLogEntry | None) -> str:
    made = entry.asset_materialization if entry else None
    return str(made.metadata["as_of"].value) if made and "as_of" in made.metadata else ""


def follow_sensor() -> AutomationConditionSensorDefinition:
    """What evaluates the conditions; in our own code server, for one of them is ours."""
    with warnings.catch_warnings():
        # said once in docs/decisions/017; on every command it would hide what matters
        warnings.simplefilter("ignore", BetaWarning)
        return AutomationConditionSensorDefinition(
            name="follow_sources", target=AssetSelection.groups(*FOLLOWING), default_status=DefaultSensorStatus.STOPPED,
            minimum_interval_seconds=60, description=TEXT, run_tags={"lawgap/started_by": "follow_sources"}, use_user_code_server=True,
        )  # fmt: skip


def _by(day: int, profile: Profile) -> FreshnessPolicy:
    """Made between the first of the month and the end of `day`. Whether the files came too is said by the rules file_missing and file_late."""
    return FreshnessPolicy.cron(f"59 23 {day} * *", dt.timedelta(days=day), profile.card.time_zone)
