"""Command-line runs: the same Dagster job as in the UI, in the same instance, under the same lock."""

import datetime as dt
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from pipelines.runtime import settings
from pipelines.runtime.engines import check_name
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile, load_profile
from pipelines.runtime.warehouse import locked, writing
from pipelines.runtime.workbench import day_of

if TYPE_CHECKING:
    from dagster import JobDefinition

DEMO_AS_OF = "2026-10-31"
MOST_SERIOUS = """
select coalesce(a.name_vi, 'mọi đơn vị') || ': ' || s.name_vi, s.name_en || ', ' || coalesce(a.name_en, 'every agency'), f.numerator, f.denominator
from flag as f inner join standard as s using (standard_id) left join agency as a on f.agency_id = a.agency_id
where f.kind in ('unmet', 'unworkable') and f.ended_in is null order by f.severity desc, f.numerator desc, f.flag_id limit 3
"""


def dagster_home(home: settings.Home) -> Path:
    """home/dagster/<profile> with our dagster.yaml: without DAGSTER_HOME the history would be thrown away."""
    home.dagster.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(settings.PROJECT / "dagster.yaml", home.dagster / "dagster.yaml")
    return home.dagster


def publish(
    profile: Profile, home: settings.Home, inbox: Path | None, as_of: str, known_at: str, draft: bool, out: Console, engine: str = "duckdb"
) -> Path:
    """Run the job `publish`, unless nothing is new; the edition's folder. Raises LawgapError if it failed."""
    from pipelines.standing import standing_edition

    check_name(engine)
    day = day_of(as_of, "")
    if (folder := standing_edition(profile, home, (inbox or home.inbox).resolve(), day, known_at, draft, out.print)) is not None:
        if inbox is None:
            _retire(profile, home, out)
        out.print("nothing new: the standing edition says all there is to say")
        return folder
    os.environ["DAGSTER_HOME"] = str(dagster_home(home))
    os.environ["LAWGAP_PROFILE"] = str(profile.folder)
    os.environ["LAWGAP_HOME"] = str(home.root)
    from dagster import DagsterInstance

    from pipelines.failures import reason
    from pipelines.launcher import PROCESS_TAG

    job, month = _job(profile, day)
    # the run itself waits in silence: its remarks go to the history
    with locked(home, out.print):
        pass
    with DagsterInstance.get() as instance:
        result = job.execute_in_process(
            run_config=_run_config(profile, home, inbox, as_of, known_at, draft, engine),
            instance=instance,
            partition_key=month,
            raise_on_error=False,
            tags={"lawgap/started_by": "command line", PROCESS_TAG: str(os.getpid())},
        )
    if not result.success:
        raise LawgapError(
            reason(result.all_events), f"run {result.run_id}", "the run is in the Dagster UI (make dev); the previous edition stands"
        )
    return _folder(result)


def _job(profile: Profile, day: dt.date) -> tuple["JobDefinition", str | None]:
    """The job `publish` and the month it is run for; a day that ends no month has a job of its own."""
    from pipelines.definitions import definitions, job_of_a_day
    from pipelines.runtime.months import month_of

    if (month := month_of(profile, day)) is None:
        return job_of_a_day(profile), None
    return definitions(str(profile.folder)).resolve_job_def("publish"), month


def _run_config(profile: Profile, home: settings.Home, inbox: Path | None, as_of: str, known_at: str, draft: bool, engine: str) -> dict:
    """What the launchpad would hold for this run; its remarks stay in the history."""
    config = {
        "profile": str(profile.folder),
        "home": str(home.root),
        "inbox": str(inbox.resolve()) if inbox else "",
        "as_of": as_of,
        "known_at": known_at,
        "draft": draft,
        "engine": engine,
    }
    return {"resources": {"edition": {"config": config}}, "loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


def _retire(profile: Profile, home: settings.Home, out: Console) -> None:
    """The retention of raw files goes on where nothing new comes."""
    from assets.sources.intake import prepare
    from assets.sources.retention import remove_raw

    with writing(home, out.print) as connection:
        prepare(connection)
        remove_raw(connection, profile, home, dt.datetime.now().replace(microsecond=0))


def _folder(result) -> Path:
    for event in result.get_asset_materialization_events():
        if event.asset_key and event.asset_key.path == ["editions", "edition"]:
            return Path(str(event.materialization.metadata["folder"].value))
    raise LawgapError("the run published no edition", f"run {result.run_id}", "see the run in the Dagster UI")


def demo(home_folder: Path | None, out: Console) -> None:
    """Profile sample: simulate an inbox once, publish, and say what to open."""
    from pipelines.simulator import simulate_sample

    profile = load_profile("sample")
    home = settings.Home(settings.home_root(home_folder), "sample")
    if not home.inbox.exists():
        out.print("simulating two years of a fictional city …")
        half = home.folder / "inbox.half"
        shutil.rmtree(half, ignore_errors=True)
        simulate_sample(half)
        for name in ("truth.csv", "truth_exact.csv"):
            shutil.copyfile(half / name, home.folder / name)
        (half / "inbox").rename(home.inbox)
        shutil.rmtree(half)
    folder = publish(profile, home, None, DEMO_AS_OF, "", False, out)
    _tell(folder, home, out)


def _command() -> str:
    """The command as the user can type it here: beside this Python, seen from the working folder."""
    program = Path(sys.executable).parent / "lawgap"
    return str(program.relative_to(Path.cwd())) if program.is_relative_to(Path.cwd()) else str(program)


def _tell(folder: Path, home: settings.Home, out: Console) -> None:
    import duckdb

    with duckdb.connect(str(folder / "audit.duckdb"), read_only=True) as audit:
        flags = audit.execute("select count(*) from flag where audience = 'published' and ended_in is null").fetchall()[0][0]
        duties = audit.execute("select count(*) from duty").fetchall()[0][0]
        top = audit.execute(MOST_SERIOUS).fetchall()
    where = f"--home {home.root}" if home.root != settings.home_root() else ""
    option = f"--profile sample {where}".strip()
    out.print(f"\nDỮ LIỆU MÔ PHỎNG — SIMULATED DATA. Edition {folder.name}: {duties:,} duties, {flags} flags. The most serious:")
    for vietnamese, english, unmet, due in top:
        out.print(f"  • {vietnamese}, {unmet}/{due} chưa đúng luật — {english}, {unmet} of {due} not met")
    lawgap = _command()
    out.print(f"\nLook at the pages:      {lawgap} serve {option}")
    out.print("Look at the pipeline:   make dev")
    out.print(f'Ask the evidence:       {lawgap} query {option} "select * from v_overdue_now limit 5"')
    out.print(f"Check the edition:      {lawgap} verify {option}")
    print(folder, file=sys.stdout)
