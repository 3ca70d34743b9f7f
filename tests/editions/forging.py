"""What somebody who may write the folder of an edition can do to it."""

import json
from pathlib import Path

import duckdb

from assets.editions.audit import content_id, file_hashes
from assets.editions.manifest import file_names, file_sha256


def rehash(edition: Path, tables: bool, **changes) -> None:
    """The manifest written anew over what lies there now, without a new signature."""
    path = edition / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8")) | changes
    if tables:
        manifest["tables"] = file_hashes(edition / "audit.duckdb")
        manifest["content_id"] = content_id(manifest["tables"])
        with duckdb.connect(str(edition / "audit.duckdb")) as audit:
            audit.execute("update edition set content_id = ?", [manifest["content_id"]])
    manifest["files"] = {name: file_sha256(edition / name) for name in file_names(edition)}
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def better(edition: Path) -> None:
    """A flag made smaller in the evidence file."""
    with duckdb.connect(str(edition / "audit.duckdb")) as audit:
        audit.execute("update flag set numerator = 1 where flag_id = 'unmet~M0003~proc_household_business'")
