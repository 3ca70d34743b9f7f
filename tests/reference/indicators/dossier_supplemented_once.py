"""Of the dossiers asked for more papers, those asked once."""

from tests.reference.indicators.duties import on_time

STANDARDS = ["onestop_one_supplement"]


def reference(tables, clock):
    return on_time(tables["duties.duty"], STANDARDS, clock)
