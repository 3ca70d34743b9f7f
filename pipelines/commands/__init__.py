"""The command line's groups, one module a topic; `pipelines.cli` puts them together."""
