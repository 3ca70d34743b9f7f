"""A fictional city's inbox with known truth. Shares no code with what detects gaps."""

from pipelines.simulator.sample import simulate_sample

__all__ = ["simulate_sample"]
