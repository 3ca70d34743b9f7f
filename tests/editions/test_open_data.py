"""What somebody outside does with the open data: reads the papers, loads every file as they say, and looks for what must not be there."""

import csv
import hashlib
import json
import re
from pathlib import Path

import duckdb
import pytest

TYPES = {
    "string": "VARCHAR", "integer": "BIGINT", "number": "DECIMAL(38,6)", "date": "DATE", "datetime": "TIMESTAMP", "boolean": "BOOLEAN",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(demo: Path) -> Path:
    return (demo / "sample" / "editions" / "latest").resolve() / "open-data"


@pytest.fixture(scope="module")
def package(folder: Path) -> dict:
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def rows(folder: Path, table: str) -> list[dict]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_every_file_is_as_the_package_says(folder: Path, package: dict):
    listed = {resource["path"] for resource in package["resources"]}
    papers = {"datapackage.json", "dcat.jsonld", "LICENSE.txt", "README.md"}
    assert {path.name for path in folder.iterdir()} == listed | papers
    for resource in package["resources"]:
        path, schema = folder / resource["path"], resource["schema"]
        assert f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}" == resource["hash"]
        names = [field["name"] for field in schema["fields"]]
        wanted = {field["name"]: TYPES[field["type"]] for field in schema["fields"]}
        if resource["format"] == "parquet":
            read = f"select * from read_parquet('{path}')"
            assert {row[0]: row[1] for row in duckdb.sql(f"describe {read}").fetchall()} == wanted
        else:
            assert path.read_text(encoding="utf-8").splitlines()[0] == ",".join(names)
            read = f"select * from read_csv('{path}', header = true, columns = {wanted})"
        key = ", ".join(schema["primaryKey"])
        twice = f"select {key} from ({read}) group by all having count(*) > 1"
        nulls = f"select 1 from ({read}) where " + " or ".join(f"{name} is null" for name in schema["primaryKey"])
        assert duckdb.sql(f"{twice} limit 1").fetchall() == [] and duckdb.sql(f"{nulls} limit 1").fetchall() == []
        assert all(field["description_vi"] and field["description_en"] for field in schema["fields"])


def test_simulated_data_say_so_in_every_paper(folder: Path, package: dict):
    assert package["simulated"] is True and "mô phỏng" in package["title"] and "simulated" in package["title"]
    catalogue = json.loads((folder / "dcat.jsonld").read_text(encoding="utf-8"))
    assert all("mô phỏng" in title["@value"] or "simulated" in title["@value"] for title in catalogue["dct:title"])
    assert "SIMULATED DATA" in (folder / "README.md").read_text(encoding="utf-8")
    assert package["licenses"][0]["path"] in (folder / "LICENSE.txt").read_text(encoding="utf-8")
    assert len(catalogue["dcat:distribution"]) == len(package["resources"])


def test_no_persons_no_cases_no_leads(folder: Path):
    with duckdb.connect(str(folder.parent / "audit.duckdb"), read_only=True) as audit:
        ids = {row[0] for row in audit.execute("select distinct case_id from duty limit 2000").fetchall()}
        persons = {row[0] for row in audit.execute("select distinct responsible_person from duty").fetchall() if row[0]}
        names = {row[0] for row in audit.execute("select name from head where name is not null").fetchall()}
        leads = {row[0] for row in audit.execute("select flag_id from flag where audience = 'lead'").fetchall()}
    cells = {cell for path in folder.glob("*.csv") for row in csv.reader(path.open(encoding="utf-8", newline="")) for cell in row}
    assert ids and not cells & (ids | persons | names | leads)
    headers = {name for path in folder.glob("*.csv") for name in path.read_text(encoding="utf-8").splitlines()[0].split(",")}
    assert not {name for name in headers if re.search(r"case|duty_id|token|person|head|name$|statement|evidence|reply$", name)}


def test_flags_hang_on_counts_that_are_published(folder: Path):
    own = {(row["agency_id"], row["standard_id"]) for row in rows(folder, "gap") if row["level"] == "agency"}
    told = {row["standard_id"] for row in rows(folder, "standard_verdict")}
    flags = rows(folder, "flag")
    assert flags
    for flag in flags:
        assert flag["kind"] in ("unmet", "unworkable")
        assert flag["standard_id"] in told if flag["kind"] == "unworkable" else (flag["agency_id"], flag["standard_id"]) in own
    with duckdb.connect(str(folder.parent / "audit.duckdb"), read_only=True) as audit:
        found = audit.execute("select kind, count(*) from flag where audience = 'published' and ended_in is null group by 1").fetchall()
    assert {(row["kind"], int(row["flags"])) for row in rows(folder, "flag_count")} == set(found)


def test_counts_add_up_to_the_evidence_and_none_is_small(folder: Path):
    gap = rows(folder, "gap")
    told = {(row["tier"], row["standard_id"]) for row in gap if row["level"] == "rest_of_tier"}
    with duckdb.connect(str(folder.parent / "audit.duckdb"), read_only=True) as audit:
        of = "select a.tier, g.standard_id, sum(g.numerator), sum(g.denominator) from gap as g inner join agency as a using (agency_id) group by all"
        due = {row[:2]: row[2:] for row in audit.execute(of).fetchall()}
    for tier, standard in told:
        same = [row for row in gap if (row["tier"], row["standard_id"]) == (tier, standard)]
        assert (sum(int(row["numerator"]) for row in same), sum(int(row["denominator"]) for row in same)) == due[tier, standard]
    for row in gap:
        for name in ("numerator", "unmet_duties", "unknown"):
            assert (row[name] == "" and name == "unknown") or not 1 <= int(row[name]) <= 4, row["cell"]
