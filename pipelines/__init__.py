"""How lawgap runs: settings, profiles, the warehouse, Dagster definitions and the command line."""
