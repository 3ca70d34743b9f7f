"""How long dossiers take, each in the unit of its procedure."""

from tests.reference.indicators.duties import lengths


def reference(tables, clock):
    procedures = [standard["standard_id"] for standard in tables["sources.standard"] if standard["by_procedure"]]
    return lengths(tables["duties.duty"], procedures, clock)
