"""Open data: which tables anybody may take, what their columns mean, under which licence."""

from __future__ import annotations

from dashboards.desk import Desk
from dashboards.facts import Row
from dashboards.words import NBSP

FOLDER = "open-data"


def open_data_page(desk: Desk) -> Row:
    """Names for open-data.html, from the package's own description."""
    package = desk.facts.package
    tables = [table(desk, r, package["resources"]) for r in package["resources"] if r["format"] == "csv"]
    licence = package["licenses"][0]
    return {
        "title": desk.t("open_data.title", n=len(tables)),
        "tables": tables,
        "licence": licence["name"],
        "licence_title": licence["title"],
        "version": package["version"],
        "papers": ("README.md", "datapackage.json", "dcat.jsonld", "LICENSE.txt"),
    }


def table(desk: Desk, resource: Row, resources: list[Row]) -> Row:
    """One table with its files, sizes and columns."""
    files = [r for r in resources if r["name"] in (resource["name"], f"{resource['name']}-parquet")]
    vi, _, en = resource["title"].partition(" — ")
    return {
        "id": resource["name"],
        "title": vi if desk.vi else en or vi,
        "files": [{"path": f"{FOLDER}/{r['path']}", "format": r["format"].upper(), "size": f"{desk.t.number(-(-r['bytes'] // 1024))}{NBSP}KB"} for r in files],
        "key": ", ".join(resource["schema"]["primaryKey"]),
        "fields": [{"name": f["name"], "type": desk.t.word("field_type", f["type"]), "said": desk.pick(f, "description")} for f in resource["schema"]["fields"]],
    }  # fmt: skip
