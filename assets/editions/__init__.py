"""immutable publications that can be proven."""
