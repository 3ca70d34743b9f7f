"""How fast the pipeline is, measured against a bare script that does the same work."""
