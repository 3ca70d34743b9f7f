"""Where the day promised on the slip, and not the law's, may be what agencies work to.

Time taken under such promises does not tell how long the law's limit would have to be: agencies that aim at the promised day
use the time it gives. What does not belong here: which promises lie beyond the law (exact.py) and the words (wording.py).
"""

from collections.abc import Mapping
from typing import Any

from assets.gaps.parameters import number


def leads(slips: int, over_law: int, city_wide: bool, parameters: Mapping[str, Any] | None = None) -> bool:
    """Whether promises beyond the law stand on a rule: on the whole city, or on most of its slips (`common_share`)."""
    return over_law > 0 and (city_wide or over_law >= number(parameters, "common_share") * slips)
