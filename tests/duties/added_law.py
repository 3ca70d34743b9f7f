"""A small profile on top of `sample`: rules that the catalogue has no row for, a limit the city shortened, an incomplete source."""

import csv
from pathlib import Path

from tests.conftest import ROOT

HANOI = ROOT / "profiles" / "hanoi"
# standard, procedure, limit, unit
RULES = [
    ("thu_hai_gio", "T-HAI-GIO", 2, "working_hour"),
    ("thu_bon_gio", "T-BON-GIO", 4, "working_hour"),
    ("thu_tam_gio", "T-TAM-GIO", 8, "working_hour"),
    ("thu_24_gio", "T-GIO", 24, "hour"),
    ("thu_mot_thang", "T-THANG", 1, "month"),
    ("thu_muoi_lam_ngay", "T-NGAY-LICH", 15, "calendar_day"),
]
OVERRIDES = "procedure_code,limit_value,unit,effective_from,effective_to,document\n"
SHORTER = "1.009994,5,working_day,2026-10-01,,01/2026/NQ-HĐND\n"


def table(name: str) -> tuple[list[str], list[dict]]:
    with (HANOI / name).open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        return list(reader.fieldnames or []), list(reader)


def put(path: Path, header: list[str], rows: list[dict]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, header, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def card(folder: Path) -> Path:
    """An empty profile that extends `sample`."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = (ROOT / "profiles" / "sample" / "profile.toml").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(("name", "extends"))]
    (folder / "profile.toml").write_text("\n".join(['name = "added"', 'extends = "sample"', *kept]) + "\n", encoding="utf-8")
    return folder


def added_law(folder: Path) -> Path:
    """The profile's folder."""
    card(folder)
    header, standards = table("standards.csv")
    model = next(row for row in standards if row["standard_id"] == "proc_household_business")
    extra = [model | {"standard_id": name, "limit_value": str(limit), "unit": unit} for name, _, limit, unit in RULES]
    put(folder / "standards.csv", header, standards + extra)
    header, procedures = table("procedures.csv")
    model = procedures[0]
    extra = [
        model | {"procedure_code": code, "standard_id": name, "limit_value": str(limit), "unit": unit} for name, code, limit, unit in RULES
    ]
    put(folder / "procedures.csv", header, procedures + extra)
    (folder / "overrides.csv").write_text(OVERRIDES + SHORTER, encoding="utf-8")
    contract = (HANOI / "sources" / "kien_nghi_thuc_hien.toml").read_text(encoding="utf-8")
    assert 'completeness = "complete"' in contract
    (folder / "sources").mkdir(exist_ok=True)
    incomplete = contract.replace('completeness = "complete"', 'completeness = "incomplete"')
    (folder / "sources" / "kien_nghi_thuc_hien.toml").write_text(incomplete, encoding="utf-8")
    return folder
