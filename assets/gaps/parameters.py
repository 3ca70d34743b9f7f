"""Numbers the judgement hangs on, with their defaults. The profile's parameters.toml may change each of them."""

from collections.abc import Mapping
from typing import Any

DEFAULTS: dict[str, float] = {
    "minimum_duties": 5,  # fewer duties due in the window: no flag on one agency
    "minimum_agencies": 8,  # fewer agencies of one tier: no mixture, no probabilistic flag
    "candidate_p0": 0.2,  # a finding less sure than this is never listed, however many sure ones there are
    "false_discovery_rate": 0.05,  # expected share of false flags within one kind
    "common_share": 0.6,  # share of agencies below the line that makes a cause common
    "workable_share": 0.95,  # share of cases that must end within a workable limit
    "severity_2": 10,  # unmet duties from which the band is 2, 3, 4
    "severity_3": 30,
    "severity_4": 100,
    "minimum_events": 3,  # fewer events of the kind itself: no flag of a share or rate far above the peers'
    "contradicted_ratio": 2,  # complaints, failed inspections … over the peers' rate, from which the agency's own report is contradicted
    "unequal_ratio": 2,  # odds ratio between like cases, either way, from which they are treated unequally
    "worsening_margin": 0.05,  # fall of the rate, last 6 months against the 12 before
    "bunched_ratio": 1.5,  # share closed on the last two working days over the peers'
    "clock_stopped_ratio": 2,  # share saved from lateness by a late pause, over the peers'
    "refiled_ratio": 2,  # share of returned dossiers filed again at once, over the peers'
    "clock_doubt_ratio": 2,  # share closed outside hours, or registered late, over the peers'
    "burst_closings": 20,  # closings by one person within one minute
    "legal_budget_share": 0.005,  # of regular expenditure: what the plan promises to legal work
    "legal_budget_disbursed": 0.9,  # of the allotment
}


def number(parameters: Mapping[str, Any] | None, name: str) -> float:
    """The parameter's value as a number; the default where the profile is silent.

    `parameters` maps names to numbers, to text, or to objects with `.value` (the profile's own).
    Raises KeyError for a name that has no default, ValueError for a value that is no number.
    """
    default = DEFAULTS[name]
    value = (parameters or {}).get(name, default)
    return float(getattr(value, "value", value))
