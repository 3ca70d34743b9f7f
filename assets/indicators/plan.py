"""Refuses indicators that leave a task group of the profile's plan unseen: a promise nobody counts is law on paper.

Told from headers and contracts as they are read, not from data: a city that has sent little so far may still run.
"""

from pipelines.runtime.errors import LawgapError
from pipelines.runtime.legal import Standard
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import SqlFile

LEAST = 4


def check_plan_groups(files: list[SqlFile], profile: Profile) -> None:
    """Raises LawgapError for the first group of plan.toml that fewer than LEAST indicators fed by a source speak of."""
    for group in profile.plan.get("group", []):
        found = indicators_of_group(files, profile, group["number"])
        if len(found) < LEAST:
            title = group["title"]
            raise LawgapError(
                f"group {group['number']} of the plan ({title['vi']} — {title['en']}) has {len(found)} of at least {LEAST} indicators "
                f"fed by a source: {', '.join(found) or 'none'}",
                f"sql/indicators, {profile.find('plan.toml')}",
                "add an indicator with this plan_group, or the source or standard that an indicator of the group lost",
            )


def indicators_of_group(files: list[SqlFile], profile: Profile, number: int) -> list[str]:
    """What is counted of a group, each thing once: indicators written for it, and its standards that others count line by line."""
    own = [file for file in files if file.header["plan_group"] == number and _is_fed(file, profile)]
    counted = {standard.standard_id for file in own for standard in _counts(file, profile)}
    lines = {
        standard.standard_id: f"{file.name} of {standard.standard_id}"
        for file in files
        if file.header["plan_group"] != number
        for standard in _counts(file, profile)
        if standard.plan_group == number and standard.standard_id not in counted
    }
    return [file.name for file in own] + list(lines.values())


def _is_fed(file: SqlFile, profile: Profile) -> bool:
    """Whether a source brings cases for it; an indicator of named standards needs one of these to be measured."""
    if isinstance(file.header["standards"], list):
        return bool(_counts(file, profile))
    kinds = {contract.kind for contract in profile.contracts.values()}
    return bool(kinds) if file.header["case_kinds"] == "all" else bool(kinds & set(file.header["case_kinds"]))


def _counts(file: SqlFile, profile: Profile) -> list[Standard]:
    """The measured standards with a source that the indicator counts, each on a line of its own."""
    named, kinds = file.header["standards"], file.header["case_kinds"]
    measured = [s for s in profile.standards if s.measure != "not_measured" and s.carried_by in profile.contracts]
    if isinstance(named, list):
        return [s for s in measured if s.standard_id in named]
    # `all` over several kinds, or by procedure, says the same thing of every rule: it is no indicator of one group
    if named != "all" or kinds == "all" or len(kinds) > 1 or "by_procedure" in file.body:
        return []
    return [s for s in measured if s.case_kind == kinds[0]]
