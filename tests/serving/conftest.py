"""The small city's chain of editions: draft, published, corrected, and the month after."""

from tests.editions.conftest import chain

__all__ = ["chain"]
