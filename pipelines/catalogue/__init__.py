"""The catalogue people read: the law, the rules that are measured, and the indicators, written out from the profile and the SQL."""
