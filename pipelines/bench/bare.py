"""The measure: the script one would write without lawgap, doing the same work on the same file.

It loads the dossiers with types, numbers the rows, replaces applicants by a keyed hash and masks one text. It trusts the
file: no row can be refused, nothing is kept to rebuild from, and a second run would load everything twice.
"""

import hashlib
import hmac
from pathlib import Path

import duckdb
import pyarrow as pa

MEMORY = "4GB"
MOMENTS = ["%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y"]
NUMBERS = "select distinct \"Mã người nộp\" from read_csv(getvariable('bare_file'), header = true, all_varchar = true)"
STATEMENT = Path(__file__).with_name("bare.sql")


def load(database: Path, file: Path, key: bytes, mask: str) -> int:
    """Make the table `dossier` in a new database; the number of its rows."""
    with duckdb.connect(str(database), config={"memory_limit": MEMORY}) as connection:
        for name, value in {"bare_file": str(file), "bare_moments": MOMENTS, "bare_mask": mask}.items():
            connection.execute(f"set variable {name} = ?", [value])
        found = connection.sql(NUMBERS).to_arrow_table().column(0).to_pylist()
        tokens = [hmac.new(key, number.encode(), hashlib.sha256).hexdigest()[:32] for number in found]
        connection.register("applicant", pa.table({"number": found, "token": tokens}))
        connection.execute(STATEMENT.read_text(encoding="utf-8"))
        return connection.execute("select count(*) from dossier").fetchall()[0][0]
