"""Worlds: a fictional city of any size with planted truths of every kind, from a TOML file. Known truth is written beside it."""

from pathlib import Path

from pipelines.runtime.errors import LawgapError
from pipelines.simulator.worlds.cases import complaints, denunciations, petitions, requests, sanctions
from pipelines.simulator.worlds.centre import centre
from pipelines.simulator.worlds.dossiers import dossiers
from pipelines.simulator.worlds.ground import Ground
from pipelines.simulator.worlds.offices import offices
from pipelines.simulator.worlds.overdue import overdue_lines
from pipelines.simulator.worlds.sheets import dossier_lines, event_lines
from pipelines.simulator.worlds.spec import read_spec
from pipelines.simulator.worlds.write import LAST, By, write_inbox, write_truth

__all__ = ["simulate_world"]


def simulate_world(world: Path, out: Path) -> None:
    """Write `out`/inbox/…, its received.csv, and `out`/truth.csv. The same file, the same bytes.

    Raises LawgapError for a world that cannot be read and for a folder that is not empty.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise LawgapError(f"{out} is not empty", "--out", "name a new folder, or empty this one")
    ground = Ground(read_spec(world))
    for part in (complaints, denunciations, petitions, requests, sanctions, offices, centre):
        part(ground)
    ready = _dossiers(ground)
    out.mkdir(parents=True, exist_ok=True)
    write_inbox(ground, out / "inbox", ready)
    write_truth(ground, out / "truth.csv")


def _dossiers(ground: Ground) -> dict[str, By]:
    """The two large sources, line by line as they are written."""
    cases: By = {}
    events: By = {}
    for procedure in ground.procedures:
        if procedure.last >= ground.spec.first:
            for agency in ground.offices(procedure):
                for batch in dossiers(ground, agency, procedure):
                    for found, lines in ((cases, dossier_lines(batch)), (events, event_lines(batch))):
                        for month, line in lines:
                            if month <= LAST:
                                found.setdefault(("", month), []).append(line)
    for found, lines in zip((cases, events), overdue_lines(ground), strict=True):
        for month, line in lines:
            found.setdefault(("", month), []).append(line)
    return {"ho_so_tthc": cases, "su_kien_ho_so": events}
