"""Late dossiers with an apology and a new date."""

from tests.reference.indicators.duties import on_time

STANDARDS = ["onestop_apology_issued"]


def reference(tables, clock):
    return on_time(tables["duties.duty"], STANDARDS, clock)
