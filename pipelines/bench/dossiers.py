"""The file that speed is measured on: dossiers of the fictional city, in the format that its one-stop system sends."""

from pathlib import Path

import duckdb

from pipelines.runtime.profile import Profile

PROFILE, SOURCE, MONTH = "sample", "ho_so_tthc", "2026-10"
APPLICANTS_IN_TEN = 3
STATEMENT = Path(__file__).with_name("dossiers.sql")


def inbox_file(inbox: Path) -> Path:
    """Where the source expects the file."""
    return inbox / SOURCE / f"{MONTH}.csv"


def write_dossiers(profile: Profile, inbox: Path, rows: int) -> Path:
    """Write `rows` dossiers, streamed to disk; the file."""
    path = inbox_file(inbox)
    path.parent.mkdir(parents=True, exist_ok=True)
    communes = [agency.code for agency in profile.agencies if agency.tier == "commune" and agency.valid_to is None]
    codes = sorted({p.procedure_code for p in profile.procedures if "commune" in (p.tier or "commune")})
    with duckdb.connect() as connection:
        connection.execute("set variable bench_rows = ?", [rows])
        connection.execute("set variable bench_applicants = ?", [max(1, rows * APPLICANTS_IN_TEN // 10)])
        connection.execute("set variable bench_agencies = ?", [communes])
        connection.execute("set variable bench_procedures = ?", [codes])
        connection.sql(STATEMENT.read_text(encoding="utf-8")).write_csv(str(path), header=True)
    return path
