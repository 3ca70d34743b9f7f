"""Results of pure functions of arrays, kept while the process lives.

Gap, score and robustness ask for the same fits again and again: each is made once, so that no two of them can differ.
"""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, TypeVar

import numpy as np

Result = TypeVar("Result")
MOST = 4096


def kept(function: Callable[..., Result]) -> Callable[..., Result]:
    """`function`, whose result for arguments of equal value is computed once; arguments are arrays and numbers, by place."""
    found: dict[tuple[Hashable, ...], Result] = {}

    @wraps(function)
    def call(*arguments: Any) -> Result:
        key = tuple((a.shape, a.dtype.str, a.tobytes()) if isinstance(a, np.ndarray) else a for a in arguments)
        if key not in found:
            if len(found) >= MOST:
                found.clear()
            found[key] = function(*arguments)
        return found[key]

    return call
