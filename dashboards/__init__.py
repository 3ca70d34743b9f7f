"""The leaders' site: figures and pages made from one audit.duckdb and from nothing else."""
