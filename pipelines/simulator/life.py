"""All that a city does besides dossiers, first complaints and petitions, each subject in a file of its own."""

from pipelines.simulator.city import World, make_world
from pipelines.simulator.complaints import complaints
from pipelines.simulator.denunciations import denunciations
from pipelines.simulator.documents import documents, findings
from pipelines.simulator.dossiers import apologies, dossiers
from pipelines.simulator.inspections import inspections
from pipelines.simulator.openness import petitions, receptions, requests, transfers
from pipelines.simulator.periodic import figures, register
from pipelines.simulator.resources import budget, staff, survey
from pipelines.simulator.sanctions import sanctions
from pipelines.simulator.tasks import tasks


def live(seed: int, first: dict[str, list[dict]]) -> World:
    """The world of a seed; `first` are the rows of the first four sources, to which events are added, never changes."""
    world = make_world(seed)
    for subject in (
        denunciations, dossiers, petitions, receptions, requests, inspections, sanctions, documents, findings, tasks, budget, staff, survey,
        register, figures,
    ):  # fmt: skip
        subject(world)
    complaints(world, first["don_khieu_nai"])
    transfers(world, first["phan_anh_kien_nghi"])
    apologies(world, first["ho_so_tthc"], first["su_kien_ho_so"])
    return world
