"""The law's clock, slow and obvious: one day after another. Shares nothing with the SQL it is compared with."""

from tests.reference.clock.derived import with_derived
from tests.reference.clock.engine import duties_by_clock
from tests.reference.clock.facts import Case, Duty, World
from tests.reference.clock.others import after_limits, one_supplement


def duties_of(case: Case, world: World) -> list[Duty]:
    """Every duty of one case."""
    case = with_derived(case, world)
    single = one_supplement(case, world)
    return duties_by_clock(case, world) + after_limits(case, world) + ([single] if single else [])
