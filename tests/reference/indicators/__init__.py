"""Indicators, slow and obvious: one module an indicator, `reference(tables, clock)` → the rows its SQL must give.

tables: table → its rows as dicts; clock: the one row of sources.clock. Shares nothing with the SQL it is compared with.
"""
