"""Whether what a recount finds different is what was erased, and nothing else.

An erasure removes rows at places that the warehouse knows (`sources.erased_row`). So facts may differ in cases that were read from
these places, in the ledger's counts of their files, and nowhere else; duties are of cases, and the counts of a cell are of duties.
What is computed over all of them (estimates, verdicts, flags, scores) may then differ anywhere.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import duckdb

from assets.editions.erasures import Record
from pipelines.runtime.kinds import case_kinds

# what is made from the facts of all cases together
MADE = {
    "change", "data_quality", "fairness", "flag", "flag_evidence", "observation", "official_766", "robustness", "score", "score_basis",
    "standard_verdict", "tier_score", "what_if", "worst_case",
}  # fmt: skip
OF_A_PLACE = ("rejected_row", "duplicate_row")
OF_A_CASE = ("case_event", "case_source", "case_version", "duty", "source_contradiction")
# columns in which a row may differ, everything else of it being as it was
MAY_DIFFER = {
    "edition": ("expected_false_flags", "content_id"),
    "parameter": ("flags", "flags_lower", "flags_higher"),
    "source_file": ("rows_accepted", "rows_duplicate", "rows_rejected"),
}
CELL = "select agency_id, standard_id, numerator, denominator, unknown from {catalog}.main.gap"
# the row a case was read from, and those of its other versions where it has any
READ = """
create temp table read_from as
select case_kind, case_id, source_file_id, sheet, row from published.main.case_source
union
select case_kind, case_id, source_file_id, sheet, row from published.main.case_version
"""
TOUCHED = """
create temp table touched as
select distinct v.case_kind, v.case_id
from read_from as v
inner join erased as e on v.source_file_id = e.source_file_id and v.sheet = e.sheet and v.row = e.row
"""
# an event whose case was refused was read from no place that the edition names; it may only be gone
LONE = "case_event"
TOUCHED_DUTY = """
create temp table touched_duty as
select d.duty_id, d.agency_id, d.standard_id from published.main.duty as d
inner join touched as t on d.case_kind = t.case_kind and d.case_id = t.case_id
union
select d.duty_id, d.agency_id, d.standard_id from made.main.duty as d
inner join touched as t on d.case_kind = t.case_kind and d.case_id = t.case_id
"""


@dataclass(frozen=True)
class Erasures:
    """The finished records that may explain an edition, by file name, and the places erased that the warehouse knows of their files."""

    records: dict[str, Record]
    places: list[tuple[str, str, int]]


def erasures_of(records: dict[str, Record], warehouse: Path, edition_id: str, known_at: dt.datetime) -> Erasures:
    """The records that name the edition and came after what it knew, and whose rows the warehouse truly lacks, file by file."""
    with duckdb.connect(":memory:") as connection:
        connection.execute("attach '{}' as warehouse (read_only)".format(str(warehouse).replace("'", "''")))
        erased = connection.execute("select source_file_id, sheet, row from warehouse.sources.erased_row order by all").fetchall()
    there = Counter(row[0] for row in erased)
    finished = {name: record for name, record in records.items() if record.finished and record.files}
    told: Counter[str] = Counter()
    for record in finished.values():
        told.update({file: int(said["rows"]) for file, said in record.files.items()})
    holding = {
        name: record
        for name, record in finished.items()
        if edition_id in record.editions
        and dt.datetime.fromisoformat(record.at) > known_at
        and all(0 < int(said["rows"]) <= there[file] and told[file] <= there[file] for file, said in record.files.items())
    }
    files = {file for record in holding.values() for file in record.files}
    return Erasures(holding, [row for row in erased if row[0] in files])


def unexplained(published: Path, made: Path, tables: dict[str, list[str]], erasures: Erasures) -> str | None:
    """The first table that differs in more than what was erased, None if there is none. `tables`: columns of each that both have."""
    with duckdb.connect(":memory:") as connection:
        for name, path in (("published", published), ("made", made)):
            connection.execute("attach '{}' as {} (read_only)".format(str(path).replace("'", "''"), name))
        connection.execute("create temp table erased (source_file_id text, sheet text, row bigint)")
        if erasures.places:
            connection.executemany("insert into erased values (?, ?, ?)", erasures.places)
        connection.execute(READ)
        connection.execute(TOUCHED)
        connection.execute(TOUCHED_DUTY)
        for table, columns in sorted(tables.items()):
            if table not in MADE and (found := _first(connection, table, columns)):
                return f"table {table}: {found}"
    return None


def _first(connection: duckdb.DuckDBPyConnection, table: str, columns: list[str]) -> str | None:
    """The first row of a table that differs and may not."""
    allowed = "false"
    compared = ", ".join(f'"{name}"' for name in columns if name not in MAY_DIFFER.get(table, ()))
    one, other = (f"select {compared} from {catalog}.main.{table}" for catalog in ("published", "made"))
    if table == "gap":
        one, other = (CELL.format(catalog=catalog) for catalog in ("published", "made"))
        allowed = "(agency_id, standard_id) in (select (agency_id, standard_id) from touched_duty)"
    elif table in OF_A_PLACE:
        allowed = "(source_file_id, sheet, row) in (select (source_file_id, sheet, row) from erased)"
    elif table == "duty_source":
        allowed = "duty_id in (select duty_id from touched_duty)"
    elif table in OF_A_CASE:
        allowed = "(case_kind, case_id) in (select (case_kind, case_id) from touched)"
    elif table in case_kinds():
        allowed = f"('{table}', case_id) in (select (case_kind, case_id) from touched)"
    if table == LONE:
        allowed += " or (side = 'published' and (case_kind, case_id) not in (select (case_kind, case_id) from read_from))"
    rows = connection.execute(
        f"select * from (select 'published' as side, * from ({one} except all {other}) union all "
        f"select 'made' as side, * from ({other} except all {one})) where not ({allowed}) order by all desc limit 1"
    )
    names, row = [column[0] for column in rows.description or []], rows.fetchone()
    return ", ".join(f"{name} {value}" for name, value in list(zip(names, row, strict=True))[1:3]) if row else None
