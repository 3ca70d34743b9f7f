"""The chain of the small city's editions, made once for every test that reads it."""

from tests.editions.conftest import chain

__all__ = ["chain"]
