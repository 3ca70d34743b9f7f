"""What an edition says of those before it: which there were, who signed them, and why each differed from the one it followed.

Read from their own manifests and evidence files along the chain, so that a recount of this edition finds the same. What does
not belong here: comparing this edition with one of them (life.py).
"""

from pathlib import Path

import duckdb
import pandas as pd

from assets.editions.earlier import open_file
from assets.editions.manifest import NAME, file_sha256, read_manifest
from pipelines.runtime.sqlfile import read_sql
from pipelines.runtime.warehouse import put_frame

COUNTED = """
select
    count(*) filter (where life not in ('resolved', 'withdrawn')),
    count(*) filter (where life = 'new'),
    count(*) filter (where life = 'resolved' and ended_in = $1),
    count(*) filter (where life = 'withdrawn' and ended_in = $1)
from earlier_file.main.flag
where audience = 'published'
"""
CAUSES = "select what, cause, max(from_edition_id), count(*) from earlier_file.main.change group by all order by all"


def make_archive(connection: duckdb.DuckDBPyConnection, before: list[Path]) -> None:
    """`editions.earlier_edition` and `editions.earlier_change` of the chain `before` this edition, oldest first.

    Cost: one file opened an edition. Raises LawgapError where one cannot be read.
    """
    editions, changes = [], []
    for folder in before:
        with duckdb.connect(":memory:") as file:
            open_file(file, folder)
            editions.append({**_said(folder), **_counted(file, folder)})
            causes = file.execute(CAUSES).fetchall()
        changes += [
            dict(zip(("what", "cause", "from_edition_id", "changes"), row, strict=True)) | {"edition_id": folder.name} for row in causes
        ]
    for name, rows in (("earlier_edition", editions), ("earlier_change", changes)):
        types = {column: str(field["type"]) for column, field in read_sql("audit", name).fields.items()}
        put_frame(connection, f"editions.{name}", pd.DataFrame(rows, columns=list(types), dtype=object), types)


def _said(folder: Path) -> dict[str, str | None]:
    """What the manifest says of the edition, and the hash that the next one's manifest names it by."""
    manifest = read_manifest(folder)
    inputs, previous = manifest["inputs"], manifest["previous"]
    return {
        "edition_id": folder.name, "previous_edition_id": previous["edition_id"] if previous else None, "as_of": inputs["as_of"],
        "known_at": inputs["known_at"], "status": inputs["status"], "code_version": inputs["code"], "content_id": manifest["content_id"],
        "manifest_sha256": file_sha256(folder / NAME), "signing_key": manifest.get("signing_key"),
    }  # fmt: skip


def _counted(file: duckdb.DuckDBPyConnection, folder: Path) -> dict[str, int]:
    counts = file.execute(COUNTED, [folder.name]).fetchall()[0]
    return dict(zip(("standing", "new", "resolved", "withdrawn"), counts, strict=True))
