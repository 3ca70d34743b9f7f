"""`lawgap init`: a profile to begin with.

Its card, example agencies and explanations stand in `template/`. Contracts, parameters, privacy rules, calendar and the national
law of its two sources are taken from the shipped profile MODEL, so that they are written once.
"""

import csv
import re
import shutil
from pathlib import Path

from rich.console import Console

from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile, load_profile

MODEL = "hanoi"
SOURCES = ("ho_so_tthc", "don_khieu_nai")
NAME = re.compile(r"\A[a-z][a-z0-9_]*\Z")
TEMPLATE = Path(__file__).parent / "template"
AS_THEY_ARE = ("privacy.toml", "calendar.csv", "events.csv")
NAMED_EVENTS = ("start_event", "end_event", "due_event", "extension_event")
HEADERS_ALONE = ("aliases.csv", "succession.csv", "overrides.csv")


def new_profile(folder: Path, out: Console) -> Profile:
    """Write a profile into `folder`, whole or not at all. Raises LawgapError if it is not empty or its name cannot name a profile."""
    folder = folder.resolve()
    _check(folder)
    half = folder.with_name(f".{folder.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    try:
        _write(half, folder)
        if folder.exists():
            folder.rmdir()
        half.rename(folder)
    except OSError as error:
        raise LawgapError(f"cannot write the profile: {error}", str(folder), "name a folder that you may write") from None
    finally:
        shutil.rmtree(half, ignore_errors=True)
    out.print("đọc trước — read first: " + str(folder / "DOC_TRUOC-README.md"), markup=False)
    out.print(f"rồi — then: lawgap keys new --profile {folder}; lawgap run --profile {folder}", markup=False)
    print(folder)
    return load_profile(folder)


def _check(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise LawgapError(f"{folder} is not empty", "DIR", "name a new folder, or empty this one")
    if not NAME.match(folder.name):
        raise LawgapError(f"a profile cannot be called {folder.name!r}", "DIR", "use small letters a-z, digits and _, a letter first")
    if (settings.PROFILES / folder.name).resolve() != folder and (settings.PROFILES / folder.name).is_dir():
        raise LawgapError(f"there is a profile {folder.name!r} already", "DIR", "use another name: the two would share their data")


def _write(half: Path, folder: Path) -> None:
    model = load_profile(MODEL)
    (half / "sources").mkdir(parents=True)
    for path in sorted(TEMPLATE.iterdir()):
        if path.name.endswith("_head.toml"):
            continue
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".csv":
            text = text.format(name=folder.name, folder=folder, years=model.card.confirmed_years, first_month=model.card.first_month)
        (half / path.name).write_text(text, encoding="utf-8")
    for name in AS_THEY_ARE:
        shutil.copyfile(model.folder / name, half / name)
    for name in HEADERS_ALONE:
        header = (model.folder / name).read_text(encoding="utf-8-sig").splitlines()[0]
        (half / name).write_text(header + "\n", encoding="utf-8")
    _headed("parameters_head.toml", model.folder / "parameters.toml", half / "parameters.toml")
    for source in SOURCES:
        _headed("contract_head.toml", model.folder / "sources" / f"{source}.toml", half / "sources" / f"{source}.toml")
    _law(model, half)


def _headed(head: str, taken: Path, target: Path) -> None:
    target.write_text((TEMPLATE / head).read_text(encoding="utf-8") + taken.read_text(encoding="utf-8"), encoding="utf-8")


def _law(model: Profile, half: Path) -> None:
    """The standards whose facts the two sources carry, with the procedures and derived events that belong to them."""
    header, rows = _rows(model.folder / "standards.csv")
    own = [row for row in rows if set(row["carried_by"].split("|")) <= set(SOURCES)]
    derived_header, derived = _rows(model.folder / "derived_events.csv")
    names = {row["standard_id"] for row in own}
    derived = [row for row in derived if row["standard_id"] in names]
    known = {event.event for source in SOURCES for event in model.contracts[source].events} | {row["event"] for row in derived} | {""}
    kept = [{**row, "led_by": ""} for row in own if all(row[column] in known for column in NAMED_EVENTS)]
    names = {row["standard_id"] for row in kept}
    _put(half / "standards.csv", header, kept)
    _put(half / "derived_events.csv", derived_header, [row for row in derived if row["standard_id"] in names])
    procedures_header, procedures = _rows(model.folder / "procedures.csv")
    _put(half / "procedures.csv", procedures_header, [row for row in procedures if row["standard_id"] in names])


def _rows(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        return list(reader.fieldnames or []), list(reader)


def _put(path: Path, header: list[str], rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
