"""On-time share of online dossiers beside that of direct ones."""

from tests.reference.indicators.ratio import pooled


def reference(tables, clock):
    return pooled("channel", {"online"}, {"direct"}, tables, clock)
