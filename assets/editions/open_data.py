"""open-data/ of an edition: the tables anybody may have, as CSV and Parquet, with the papers that describe them.

Made from the evidence file alone. A table is an .sql file of sql/open_data; counts pass through coarsen.py before any of them is
read. No persons, no leads, no cases, no free text of agencies.
"""

from pathlib import Path

import duckdb
import pandas as pd

from assets.editions.coarsen import Cell, coarsen
from assets.editions.linked import Links, held_back, links_of
from assets.editions.open_data_papers import write_papers
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import SqlFile, read_sql

FOLDER = "open-data"
# each after those it reads
TABLES = (
    "edition", "agency", "standard", "gap", "standard_verdict", "score", "tier_score", "flag", "flag_count", "change",
)  # fmt: skip
COUNTS = """
select g.agency_id, g.standard_id, a.tier, s.plan_group, g.numerator, g.denominator - g.numerator, g.unknown
from gap as g
inner join agency as a on g.agency_id = a.agency_id
inner join standard as s on g.standard_id = s.standard_id
order by g.standard_id, g.agency_id
"""


def write_open_data(edition: Path, profile: Profile) -> list[str]:
    """Write `edition/open-data` from `edition/audit.duckdb`; the names of its tables."""
    folder = edition / FOLDER
    folder.mkdir()
    files = [read_sql("open_data", name) for name in TABLES]
    with duckdb.connect() as connection:
        audit = str(edition / "audit.duckdb").replace("'", "''")
        connection.execute(f"attach '{audit}' as evidence (read_only)")
        connection.execute("use evidence")
        put_cells(connection)
        for file in files:
            _write(connection, file, folder)
        write_papers(connection, folder, files, profile)
    return list(TABLES)


def put_cells(connection: duckdb.DuckDBPyConnection) -> None:
    """`open_cell`: every cell with counts, and the published row it is counted in (`cell`, `level`; NULL: in none)."""
    cells = [Cell(*row[:4], counts=tuple(row[4:])) for row in connection.execute(COUNTS).fetchall()]
    placed = coarsen(cells, held_back(cells, links_in(connection)))
    rows = []
    for cell in cells:
        if any(cell.counts):
            place = placed.get((cell.agency_id, cell.standard_id))
            rows.append([cell.agency_id, cell.standard_id, cell.tier, cell.plan_group, place and place.key, place and place.level])
    names = {"agency_id": "text", "standard_id": "text", "tier": "text", "plan_group": "bigint", "cell": "text", "level": "text"}
    connection.register("open_cell_frame", pd.DataFrame(rows, columns=list(names), dtype=object))
    picked = ", ".join(f"cast({name} as {kind}) as {name}" for name, kind in names.items())
    connection.execute(f"create or replace temp table open_cell as select {picked} from open_cell_frame")


def links_in(connection: duckdb.DuckDBPyConnection) -> Links:
    """Which standards count the same cases, by the duties of the evidence file."""
    found = connection.execute(read_sql("open_data", "linked").body).fetchall()
    return links_of({(standard, other): float(share) for standard, other, share in found})


def _write(connection: duckdb.DuckDBPyConnection, file: SqlFile, folder: Path) -> None:
    picked = ", ".join(f'cast("{name}" as {field["type"]}) as "{name}"' for name, field in file.fields.items())
    order = ", ".join(f'"{name}"' for name in file.primary_key)
    connection.execute(f"create temp table open_{file.name} as select {picked} from ({file.body}) as t order by {order}")
    for ending, options in (("csv", "format csv, header"), ("parquet", "format parquet, compression zstd")):
        path = str(folder / f"{file.name}.{ending}").replace("'", "''")
        connection.execute(f"copy (select * from open_{file.name} order by {order}) to '{path}' ({options})")
